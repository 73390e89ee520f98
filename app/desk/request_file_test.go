package desk_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
)

// attach keeps a paper with a pupil and returns its id.
func attach(t *testing.T, d *desk.Desk, pupil, what, name string, content []byte) string {
	t.Helper()
	id, err := d.AddAttachment(t.Context(), register.Attachment{Pupil: pupil, What: what, On: day.Of(2026, 10, 5), Name: name}, content)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func drawing(t *testing.T) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 40, 40))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestRequestFileHoldsItsPapersAndNamesThoseItCannot(t *testing.T) {
	d := schooltest.Demo(t)
	r, err := d.Request(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	r.Attached = []string{attach(t, d, r.Pupil, "Drawing of the day", "day.png", drawing(t)), attach(t, d, r.Pupil, "Letter", "letter.docx", []byte("PK\x03\x04"))}
	if err := d.SaveRequest(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	pages := func(names desk.Names, with bool) (int, []string) {
		t.Helper()
		file, notes, err := d.RequestFile(t.Context(), 1, names, with)
		if err != nil {
			t.Fatal(err)
		}
		n, err := api.PageCount(bytes.NewReader(file), nil)
		if err != nil {
			t.Fatal(err)
		}
		return n, notes
	}
	alone, notes := pages(desk.NamesFull, false)
	if len(notes) > 0 {
		t.Error(notes)
	}
	whole, notes := pages(desk.NamesFull, true)
	if whole != alone+1 || len(notes) != 1 || !strings.Contains(notes[0], "Letter is not in the file. Only PDFs and pictures") {
		t.Errorf("%d pages after %d: %v", whole, alone, notes)
	}
	for _, names := range []desk.Names{desk.NamesInitials, desk.NamesOff} {
		if _, notes := pages(names, true); len(notes) != 1 || !strings.Contains(notes[0], "name the pupil") {
			t.Errorf("%s: %v", names, notes)
		}
	}
	doc, err := d.RequestDocument(t.Context(), 1, desk.NamesFull)
	if err != nil {
		t.Fatal(err)
	}
	if words := fmt.Sprint(doc.Blocks); !strings.Contains(words, "Drawing of the day") {
		t.Error("the index does not list the drawing")
	}
}

func TestQuestionForAdviceNeverCarriesAttachments(t *testing.T) {
	d := schooltest.Demo(t)
	first, err := d.Request(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.NewRequest(t.Context(), desk.RequestStart{Kind: funding.KindAdvice, Pupils: []string{first.Pupil}})
	if err != nil {
		t.Fatal(err)
	}
	r.Attached = []string{attach(t, d, first.Pupil, "Drawing", "day.png", drawing(t))}
	if err := d.SaveRequest(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	_, notes, err := d.RequestFile(t.Context(), r.Number, desk.NamesFull, true)
	if err != nil || len(notes) != 1 || !strings.Contains(notes[0], "goes without names") {
		t.Error(notes, err)
	}
}
