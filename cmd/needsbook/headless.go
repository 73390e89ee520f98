package main

import (
	"context"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"

	"fyne.io/fyne/v2"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/cmd/surroundings"
	"needsbook/ui/desktop"
	"needsbook/ui/desktop/firstrun"
)

// openDemo makes a demo school in a folder and opens it.
func openDemo(folder string) (*desk.Desk, error) {
	sit := func(ctx context.Context, store desk.Store) (*desk.Desk, error) {
		return desk.Open(ctx, store, surroundings.Options(day.Date{}))
	}
	opened, err := firstrun.OpenDemo(surroundings.Files(), sit, filepath.Join(folder, "demo"+firstrun.Ending))
	return opened.Desk, err
}

// headless does the program's main job on the demo school without a display, and
// leaves what it makes in the folder out.
func headless(ctx context.Context, a fyne.App, out string, say io.Writer) error {
	work, err := os.MkdirTemp("", "needsbook-demo-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	d, err := openDemo(work)
	if err != nil {
		return err
	}
	defer d.Close()
	if err := os.MkdirAll(filepath.Join(out, "screens"), 0o755); err != nil {
		return err
	}
	c := d.Counts()
	fmt.Fprintf(say, "%s: %d pupils on roll, %d with SEN (%d K, %d E)\n", d.School().Name, c.Roll, c.SEN, c.K, c.E)
	for _, step := range []func(context.Context, *desk.Desk, string, io.Writer) error{writeRegister, writePapers, writeProvision, writeCalendar, writeEverything, writeRequest, writeFunding, writePublic, writeBeside} {
		if err := step(ctx, d, out, say); err != nil {
			return err
		}
	}
	h, err := demoCluster(ctx, filepath.Join(work, "hub"), d)
	if err != nil {
		return err
	}
	defer h.Close()
	if err := errors.Join(writeCluster(ctx, h, d, out, say), writePanel(ctx, h, out, say)); err != nil {
		return err
	}
	return drawScreens(ctx, a, d, out, say)
}

// drawScreens pictures every screen in light and dark.
func drawScreens(ctx context.Context, a fyne.App, d *desk.Desk, out string, say io.Writer) error {
	pictures, err := desktop.Pictures(ctx, a, d)
	if err != nil {
		return err
	}
	for _, p := range pictures {
		f, err := os.Create(filepath.Join(out, "screens", p.Name+".png"))
		if err != nil {
			return err
		}
		if err := errors.Join(png.Encode(f, p.Image), f.Close()); err != nil {
			return err
		}
	}
	_, err = fmt.Fprintf(say, "%s (%d pictures of screens)\n", filepath.Join(out, "screens"), len(pictures))
	return err
}
