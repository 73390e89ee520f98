package main

import (
	"context"
	"errors"
	"fmt"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"time"

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
	for _, step := range []func(context.Context, *desk.Desk, string, io.Writer) error{writeRegister, writePapers, writeProvision, writeCalendar, writeEverything, writeRequest, writeFunding, writePublic, writeBeside, sendSummary} {
		if err := step(ctx, d, out, say); err != nil {
			return err
		}
	}
	return drawScreens(ctx, a, d, out, say)
}

// sendSummary joins a real hub on this computer, sends the term's summary to it
// over HTTP, and keeps what was sent and the page that the cluster then sees.
func sendSummary(ctx context.Context, d *desk.Desk, out string, say io.Writer) error {
	folder, err := os.MkdirTemp("", "needsbook-hub-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	now := func() time.Time { return d.Today().Time().Add(9 * time.Hour) }
	h, err := startDemoHub(ctx, folder, d.School().Cluster, now)
	if err != nil {
		return err
	}
	defer h.Close()
	if err := h.welcome(ctx, d); err != nil {
		return err
	}
	p, err := d.PreviewSummary(ctx)
	if err != nil {
		return err
	}
	item, err := d.ApproveSummary(ctx, p.ID, desk.Approver{Role: desk.RoleHead})
	if err != nil {
		return err
	}
	sent, err := d.SendSummaries(ctx, true)
	if err != nil {
		return err
	}
	if len(sent) != 1 || sent[0].Receipt == nil {
		return fmt.Errorf("the hub gave no receipt for the summary: %+v", sent)
	}
	payload, err := item.Envelope.Payload()
	if err != nil {
		return err
	}
	if err := h.fill(ctx, p.Document, levelIDs(d)); err != nil {
		return err
	}
	page, err := h.page(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(say, "The hub took the summary for %s and gave its receipt\n", item.Series)
	return errors.Join(keep(say, out, "summary.json", payload), keep(say, out, "hub.html", page))
}

func levelIDs(d *desk.Desk) []string {
	var ids []string
	for _, l := range d.Continuum().Levels {
		ids = append(ids, l.ID)
	}
	return ids
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
