package intake

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// A workbook is read here and not by excelize, which the tests use to write them: its
// row reader says nothing of formulas and merged cells, and its sheet reader can be
// made to fill the memory by a single cell far out. Only stored values are read; no
// formula is ever worked out, and nothing is unpacked to disk.

// workbook is an open .xlsx file.
type workbook struct {
	parts    map[string]*zip.File // by name in small letters
	sheets   []sheetPart
	strings  []string
	date1904 bool
}

// sheetPart is a sheet as the workbook lists it.
type sheetPart struct {
	name   string
	path   string
	hidden bool
}

// readXLSX reads one sheet of a workbook into rows.
func readXLSX(content []byte, opts Options) (table, error) {
	b, err := openWorkbook(content)
	if err != nil {
		return table{}, err
	}
	if opts.Sheet > 0 {
		if opts.Sheet > len(b.sheets) {
			return table{}, refuse("The workbook has %d sheets, so there is no sheet %d.", len(b.sheets), opts.Sheet)
		}
		t, err := b.readSheet(b.sheets[opts.Sheet-1])
		t.sheets = b.names()
		return t, err
	}
	t, err := b.chooseSheet(opts)
	t.sheets = b.names()
	return t, err
}

// names lists the sheets.
func (b *workbook) names() []SheetName {
	out := make([]SheetName, len(b.sheets))
	for i, s := range b.sheets {
		out[i] = SheetName{s.name, s.hidden}
	}
	return out
}

// chooseSheet reads the visible sheet with the best headings, and says which others
// there are.
func (b *workbook) chooseSheet(opts Options) (table, error) {
	var best table
	bestScore, visible := -1, 0
	var hidden []string
	for _, s := range b.sheets {
		if s.hidden {
			hidden = append(hidden, shorten(s.name))
			continue
		}
		visible++
		t, err := b.readSheet(s)
		if err != nil {
			return table{}, err
		}
		if score := bestHeader(t.rows, opts).score; score > bestScore {
			best, bestScore = t, score
		}
	}
	if visible == 0 {
		return table{}, refuse("All sheets of the workbook are hidden, so nothing was read. Name the sheet to read by its number.")
	}
	if visible > 1 {
		best.warnings = append(best.warnings, RowError{Value: shorten(best.sheet), Reason: fmt.Sprintf("The workbook has %d sheets. This one was read, as its headings fit best.", visible)})
	}
	if len(hidden) > 0 {
		best.warnings = append(best.warnings, RowError{Value: strings.Join(hidden, ", "), Reason: "Hidden sheets were not read."})
	}
	return best, nil
}

// openWorkbook reads a workbook's list of sheets and its texts. The sizes that the
// parts have unpacked are checked first; archive/zip holds them to it.
func openWorkbook(content []byte) (*workbook, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, refuse("The file is damaged: it begins like an Excel workbook and cannot be opened. Save it again.")
	}
	b := &workbook{parts: map[string]*zip.File{}}
	unpacked := uint64(0)
	for _, f := range z.File {
		if unpacked += min(f.UncompressedSize64, maxUnpacked+1); unpacked > maxUnpacked {
			return nil, refuse("The workbook unpacks to more than %d MB, so nothing was read. Save only the list of pupils.", maxUnpacked>>20)
		}
		b.parts[strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))] = f
	}
	if b.parts["mimetype"] != nil {
		return nil, refuse("This is not an Excel workbook (it may be from LibreOffice). Save it as .xlsx or CSV and import that.")
	}
	if b.parts["xl/workbook.xml"] == nil {
		return nil, refuse("This is a compressed file and not an Excel workbook. Unpack it and import the file inside.")
	}
	if err := b.readSheetList(); err != nil {
		return nil, err
	}
	return b, b.readStrings()
}

// readSheetList reads which sheets there are and where.
func (b *workbook) readSheetList() error {
	targets := map[string]string{}
	err := b.each("xl/_rels/workbook.xml.rels", func(start xml.StartElement, _ *xml.Decoder) error {
		if start.Name.Local == "Relationship" {
			target := attr(start, "Target")
			if absolute, ok := strings.CutPrefix(target, "/"); ok {
				target = absolute
			} else {
				target = "xl/" + target
			}
			targets[attr(start, "Id")] = strings.ToLower(target)
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = b.each("xl/workbook.xml", func(start xml.StartElement, _ *xml.Decoder) error {
		switch start.Name.Local {
		case "workbookPr":
			b.date1904 = isTrue(attr(start, "date1904"))
		case "sheet":
			// the relationship is the attribute "id" with a name space, beside "sheetId"
			if path := targets[attr(start, "id")]; strings.Contains(path, "worksheets/") {
				b.sheets = append(b.sheets, sheetPart{name: attr(start, "name"), path: path, hidden: strings.Contains(strings.ToLower(attr(start, "state")), "hidden")})
			}
		}
		return nil
	})
	if err == nil && len(b.sheets) == 0 {
		return refuse("The workbook has no sheets with rows, so nothing was read.")
	}
	return err
}

// readStrings reads the texts that cells refer to by number.
func (b *workbook) readStrings() error {
	if b.parts["xl/sharedstrings.xml"] == nil {
		return nil
	}
	return b.each("xl/sharedstrings.xml", func(start xml.StartElement, d *xml.Decoder) error {
		if start.Name.Local != "si" {
			return nil
		}
		var item richText
		if err := d.DecodeElement(&item, &start); err != nil {
			return err
		}
		b.strings = append(b.strings, item.String())
		return nil
	})
}

// richText is the text of a cell, whole or in runs of different looks. What helps to
// pronounce it (rPh) is left out.
type richText struct {
	Text string `xml:"t"`
	Runs []struct {
		Text string `xml:"t"`
	} `xml:"r"`
}

func (r richText) String() string {
	var b strings.Builder
	b.WriteString(r.Text)
	for _, run := range r.Runs {
		b.WriteString(run.Text)
	}
	return b.String()
}

// each calls do for the start of every element of a part.
func (b *workbook) each(part string, do func(xml.StartElement, *xml.Decoder) error) error {
	f := b.parts[part]
	if f == nil {
		return refuse("The workbook is damaged: a part of it is missing. Save it again.")
	}
	err := eachToken(f, func(token xml.Token, d *xml.Decoder) error {
		if start, ok := token.(xml.StartElement); ok {
			return do(start, d)
		}
		return nil
	})
	if err != nil {
		return damaged(err)
	}
	return nil
}

// eachToken calls do for every token of a part of an Office file; do may read on from the
// decoder.
func eachToken(part *zip.File, do func(xml.Token, *xml.Decoder) error) error {
	in, err := part.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	inner := xml.NewDecoder(in)
	inner.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	d := xml.NewTokenDecoder(&guardedTokens{from: inner})
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := do(token, d); err != nil {
			return err
		}
	}
}

// damaged turns an error of reading a part into a refusal, and passes refusals on.
func damaged(err error) error {
	var refused *FileError
	switch {
	case errors.As(err, &refused):
		return err
	case errors.Is(err, errDTD):
		return refuse("The workbook holds a document type declaration (DTD), which can do harm, so nothing was read.")
	}
	return refuse("The workbook is damaged, so nothing was read. Open it in Excel and save it again.")
}

// attr returns an attribute by its local name; one with a name space comes first.
func attr(start xml.StartElement, name string) string {
	value := ""
	for _, a := range start.Attr {
		if a.Name.Local == name && (value == "" || a.Name.Space != "") {
			value = a.Value
		}
	}
	return value
}

func isTrue(value string) bool { return value == "1" || strings.EqualFold(value, "true") }
