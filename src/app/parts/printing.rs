//! Whether the page is on its way to paper: what only paper shows is made for as long as that.

use leptos::prelude::*;

use crate::app::platform;

/// Paper is asked for by a button of the page or by the browser itself.
#[derive(Clone, Copy)]
pub struct Printing(RwSignal<bool>);

impl Printing {
    /// Listens as long as what calls this stands on the page.
    pub fn listen() -> Self {
        let on = RwSignal::new(false);
        let heard = move |name: &'static str, now: bool| {
            window_event_listener(leptos::ev::Custom::<web_sys::Event>::new(name), move |_| on.set(now))
        };
        let (before, after) = (heard("beforeprint", true), heard("afterprint", false));
        on_cleanup(move || {
            before.remove();
            after.remove();
        });
        Self(on)
    }

    pub fn is_on(self) -> bool {
        self.0.get()
    }

    /// Makes what paper shows, then opens the print dialog.
    pub fn print(self) {
        self.0.set(true);
        platform::print();
    }
}
