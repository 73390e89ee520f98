//go:build cgo || ci

package main

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/app"

	"needsbook/ui/desktop"
)

// newApp starts the window toolkit. With the tag ci it draws in memory and needs
// neither a display nor a C compiler.
func newApp() (fyne.App, error) {
	app.SetMetadata(desktop.Metadata())
	return app.NewWithID(desktop.ID), nil
}
