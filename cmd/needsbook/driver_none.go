//go:build !cgo && !ci

package main

import (
	"errors"

	"fyne.io/fyne/v2"
)

// newApp says what is missing where the program was built without a C compiler.
func newApp() (fyne.App, error) {
	return nil, errors.New("this Needsbook was built without its window. Build it with a C compiler (make build), or add -tags ci for the headless job")
}
