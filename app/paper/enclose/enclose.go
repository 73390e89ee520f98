package enclose

import (
	"bytes"
	"fmt"
	"image"
	_ "image/jpeg" // the pictures that people send
	_ "image/png"
	"io"
	"strings"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// MostPages is the most pages that the papers of one document may have together.
const MostPages = 500

// mostPixels is the largest picture that is taken, so that a small file cannot unfold to
// more than the machine holds.
const mostPixels = 60_000_000

// Paper is a paper that goes with a document.
type Paper struct {
	Title   string // as the index of the document names it: E2 Report of the therapist
	Content []byte
}

// LeftOut is a paper that could not be added, and why, in plain words.
type LeftOut struct {
	Title string
	Why   string
}

// Append adds papers after the pages of a document that app/paper/pdf made. A paper that
// cannot be added is left out and named; the others are still added. The order of
// objects in the file differs from time to time; what is on the pages does not.
func Append(document []byte, papers []Paper) (file []byte, left []LeftOut, err error) {
	whole, err := read(document)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the document to add papers to: %w", err)
	}
	own := whole.PageCount
	var marks []bookmark
	for _, p := range papers {
		first := whole.PageCount + 1
		if why := try(document, whole, p.Content, MostPages-(whole.PageCount-own)); why != "" {
			left = append(left, LeftOut{p.Title, why})
			continue
		}
		marks = append(marks, bookmark{p.Title, first})
	}
	if len(marks) == 0 {
		return document, left, nil
	}
	if file, err = write(whole, marks); err != nil { // each could be added alone, and not all together
		for _, m := range marks {
			left = append(left, LeftOut{m.title, "The file cannot be put into one with the others. Send it beside the request."})
		}
		return document, left, nil
	}
	return file, left, nil
}

// write finishes the whole and returns its bytes.
func write(whole *model.Context, marks []bookmark) (file []byte, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("writing the document with its papers: %v", broken)
		}
	}()
	if err := finish(whole, marks); err != nil {
		return nil, fmt.Errorf("finishing the document with its papers: %w", err)
	}
	var out bytes.Buffer
	if err := api.WriteContext(whole, &out); err != nil {
		return nil, fmt.Errorf("writing the document with its papers: %w", err)
	}
	return out.Bytes(), nil
}

// settings are how files are read and written. Nothing is read from the user's folders.
var settings = sync.OnceValue(func() *model.Configuration {
	api.DisableConfigDir()
	c := model.NewDefaultConfiguration()
	c.ValidationMode = model.ValidationRelaxed
	c.Cmd = model.MERGECREATE
	c.CreateBookmarks, c.Offline, c.WriteObjectStream, c.WriteXRefStream = false, true, false, false
	return c
})

func read(file []byte) (*model.Context, error) {
	c := *settings() // a reader writes into it
	return api.ReadAndValidate(bytes.NewReader(file), &c)
}

const damaged = "The file is damaged, or it is not a PDF that can be read. Open it, save it as a PDF again and attach it."

// try adds one paper at the end, or says why not. It is first added to a copy of the
// document that is written and thrown away: a damaged file can be read and yet break the
// writing, and must not spoil the whole or take the program down.
func try(document []byte, whole *model.Context, content []byte, room int) (why string) {
	defer func() {
		if recover() != nil {
			why = damaged
		}
	}()
	alone, err := read(document)
	if err != nil {
		return damaged
	}
	if why := add(alone, content, room); why != "" {
		return why
	}
	if finish(alone, []bookmark{{"", alone.PageCount}}) != nil || api.WriteContext(alone, io.Discard) != nil {
		return damaged
	}
	return add(whole, content, room)
}

// add adds one paper at the end, or says why not.
func add(whole *model.Context, content []byte, room int) (why string) {
	file, why := asPDF(content)
	if why != "" {
		return why
	}
	paper, err := read(file)
	switch {
	case err != nil && strings.Contains(strings.ToLower(err.Error()), "password"):
		return "The file is locked with a password. Save it without one and attach it again."
	case err != nil:
		return damaged
	case paper.PageCount == 0:
		return damaged
	case paper.PageCount > room:
		return fmt.Sprintf("It has %d pages, and all papers together may have %d.", paper.PageCount, MostPages)
	}
	still(paper)
	if err := pdfcpu.MergeXRefTables("", paper, whole, false, false); err != nil {
		return "The file cannot be put into one with the others. Send it beside the request."
	}
	return ""
}

// asPDF returns the content as a PDF: a PDF as it is, a picture on a page of its own.
func asPDF(content []byte) (file []byte, why string) {
	if bytes.Contains(content[:min(len(content), 1024)], []byte("%PDF-")) {
		return content, ""
	}
	shape, format, err := image.DecodeConfig(bytes.NewReader(content))
	if err != nil {
		return nil, "Only PDFs and pictures (JPEG, PNG) can be put into one file. Save it as a PDF and attach it again, or send it beside the request."
	}
	if shape.Width*shape.Height > mostPixels {
		return nil, "The picture is too large. Save it smaller and attach it again."
	}
	page := pdfcpu.DefaultImportConfig()
	page.PageSize, page.PageDim, page.UserDim = "A4", types.PaperSize["A4"], true
	page.Pos, page.Scale = types.Center, 0.9
	c := *settings()
	var out bytes.Buffer
	if err := api.ImportImages(nil, &out, []io.Reader{bytes.NewReader(content)}, page, &c); err != nil {
		return nil, "The " + strings.ToUpper(format) + " picture is damaged."
	}
	return out.Bytes(), ""
}
