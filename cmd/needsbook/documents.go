package main

// What the headless run leaves, each through the use case that a screen calls.

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/exchange/wholefolder"
	"needsbook/app/paper"
	"needsbook/app/paper/check"
)

// keep writes one file into the folder and says so.
func keep(say io.Writer, folder, name string, content []byte) error {
	if err := os.WriteFile(filepath.Join(folder, name), content, 0o644); err != nil {
		return err
	}
	_, err := fmt.Fprintf(say, "%s (%d KB)\n", filepath.Join(folder, name), (len(content)+1023)/1024)
	return err
}

func writeRegister(_ context.Context, d *desk.Desk, out string, say io.Writer) error {
	f, err := os.Create(filepath.Join(out, "register.csv"))
	if err != nil {
		return err
	}
	n, err := d.WriteSheet(f, d.FileView(""), desk.NamesFull, "csv")
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	_, err = fmt.Fprintf(say, "%s (%d pupils)\n", f.Name(), n)
	return err
}

func writeRequest(ctx context.Context, d *desk.Desk, out string, say io.Writer) error {
	file, _, err := d.RequestPDF(ctx, 1, desk.NamesFull)
	if err != nil {
		return err
	}
	doc, err := d.RequestDocument(ctx, 1, desk.NamesFull)
	if err != nil {
		return err
	}
	page, _, err := desk.Draw(doc, desk.FormatHTML)
	if err != nil {
		return err
	}
	return errors.Join(keepPDF(file, out, "request.pdf", say), keep(say, out, "request.html", page))
}

// writePapers prints the profile of the pupil whose request is complete, and the
// register as a list.
func writePapers(ctx context.Context, d *desk.Desk, out string, say io.Writer) error {
	pupil, err := storied(ctx, d)
	if err != nil {
		return err
	}
	profile, err := d.Profile(ctx, pupil, desk.NamesFull)
	if err != nil {
		return err
	}
	register, err := d.RegisterPaper(d.StandardView(), desk.NamesFull)
	if err != nil {
		return err
	}
	return errors.Join(keepPaper(profile, out, "profile.pdf", say), keepPaper(register, out, "register.pdf", say))
}

// keepPaper draws a document and keeps it.
func keepPaper(doc *paper.Doc, out, name string, say io.Writer) error {
	file, missing, err := desk.Draw(doc, desk.FormatPDF)
	if err != nil {
		return err
	}
	if len(missing) > 0 {
		return fmt.Errorf("%s: %s", name, strings.Join(missing, " "))
	}
	return keepPDF(file, out, name, say)
}

// keepBoth keeps a document as a PDF and as a web page.
func keepBoth(doc *paper.Doc, out, file string, say io.Writer) error {
	page, _, err := desk.Draw(doc, desk.FormatHTML)
	if err != nil {
		return err
	}
	return errors.Join(keepPaper(doc, out, file+".pdf", say), keep(say, out, file+".html", page))
}

// keepPDF keeps a PDF that our own checker finds nothing wrong with.
func keepPDF(file []byte, out, name string, say io.Writer) error {
	read, err := check.Read(file)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if wrong := read.Problems(); len(wrong) > 0 {
		return fmt.Errorf("%s: %.1500q", name, wrong)
	}
	return keep(say, out, name, file)
}

// writeCalendar keeps what is due in the year ahead, without names.
func writeCalendar(ctx context.Context, d *desk.Desk, out string, say io.Writer) error {
	var b bytes.Buffer
	if _, err := d.Calendar(ctx, &b, d.Today(), d.Today().AddYears(1), desk.NamesOff); err != nil {
		return err
	}
	return keep(say, out, "calendar.ics", b.Bytes())
}

// writeEverything keeps all that the file holds in open formats. The folder of a run
// before gives way.
func writeEverything(ctx context.Context, d *desk.Desk, out string, say io.Writer) error {
	folder := filepath.Join(out, "everything")
	if err := os.RemoveAll(folder); err != nil {
		return err
	}
	var files []desk.TakenFile
	err := wholefolder.Write(folder, func(put wholefolder.Put) (err error) {
		files, err = d.TakeOut(ctx, put, nil)
		return err
	})
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(say, "%s (%d files in open formats)\n", folder, len(files))
	return err
}
