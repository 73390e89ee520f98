package desktop

import (
	"fmt"
	"net/url"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/ui/desktop/inbrowser"
	"needsbook/ui/desktop/shell"
)

// visitor opens an address in the computer's own browser.
func visitor(app fyne.App) func(address string) error {
	return func(address string) error {
		u, err := url.Parse(address)
		if err != nil {
			return fmt.Errorf("read the address of the page: %w", err)
		}
		return app.OpenURL(u)
	}
}

// readInBrowser shows the page in the browser, for whoever cannot read it in the window.
func (w *window) readInBrowser(r shell.Reading) {
	if w.desk == nil {
		return
	}
	s := w.desk.School()
	page, err := inbrowser.View{Title: r.Title, School: s.Name, Demo: s.Demo, On: w.desk.Today(), Object: r.Object, Keys: r.Keys}.Page()
	if err != nil {
		w.shell.Alert(desk.Words(err))
		return
	}
	address, err := w.page.Show(page)
	if err == nil {
		err = w.visit(address)
	}
	if err != nil {
		w.page.Close()
		w.shell.Alert("The page was not opened in the browser: this computer does not let it. Export and print make files to read instead.")
		return
	}
	w.shell.Say("The page is in the browser for 15 minutes, or until the file is locked.")
}
