package intake

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"strconv"
	"strings"
)

// Limits of a document, beside those of every file.
const (
	maxTables      = 500
	maxTableCells  = 200_000
	maxTableCols   = 100
	longestCaption = 160 // characters of a paragraph that may be the title of a table
)

// bullet begins a line that Word shows as an item of a list.
const bullet = "• "

// isDocument tells a Word document from other compressed files.
func isDocument(content []byte) bool {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return false
	}
	for _, f := range z.File {
		if strings.HasPrefix(strings.ToLower(f.Name), "word/") {
			return true
		}
	}
	return false
}

// readDocument reads the tables of a Word document. Nothing is unpacked to disk and no
// field is worked out: only the words that stand in it are read.
func readDocument(content []byte) ([]continuumTable, error) {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return nil, brokenDocument(err)
	}
	parts := map[string]*zip.File{}
	unpacked := uint64(0)
	for _, f := range z.File {
		if unpacked += min(f.UncompressedSize64, maxUnpacked+1); unpacked > maxUnpacked {
			return nil, refuse("The document unpacks to more than %d MB, so nothing was read. Save only the tables of the scale, without pictures.", maxUnpacked>>20)
		}
		parts[strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))] = f
	}
	main := parts[mainPart(parts)]
	if main == nil {
		return nil, refuse("The document is damaged: its text is missing. Open it in Word and save it again.")
	}
	r := documentReader{}
	err = eachToken(main, r.token)
	if err != nil {
		return nil, brokenDocument(err)
	}
	return r.tables, nil
}

// mainPart finds the part with the text: Word says where it is, and it is not always
// called document.xml.
func mainPart(parts map[string]*zip.File) string {
	name := "word/document.xml"
	rels := parts["_rels/.rels"]
	if rels == nil {
		return name
	}
	// a list of parts that cannot be read leaves the usual name
	_ = eachToken(rels, func(token xml.Token, _ *xml.Decoder) error {
		if start, ok := token.(xml.StartElement); ok && strings.HasSuffix(attr(start, "Type"), "/officeDocument") {
			name = strings.ToLower(strings.TrimPrefix(attr(start, "Target"), "/"))
		}
		return nil
	})
	return name
}

// brokenDocument turns an error of reading into a refusal, and passes refusals on.
func brokenDocument(err error) error {
	var refused *FileError
	switch {
	case errors.As(err, &refused):
		return err
	case errors.Is(err, errDTD):
		return refuse("The document holds a document type declaration (DTD), which can do harm, so nothing was read.")
	}
	return refuse("The document is damaged, so nothing was read. Open it in Word and save it again.")
}

// notWords are the elements whose words are not part of the text: what was deleted or
// moved away, what a field is made of, and the copy of a drawing for old programs.
var notWords = map[string]bool{"del": true, "moveFrom": true, "instrText": true, "delText": true, "Fallback": true}

// documentReader gathers the tables of a document. A table inside a cell belongs to the
// words of that cell.
type documentReader struct {
	tables []continuumTable
	cells  int // of all tables

	skipped int // depth inside an element that is not read
	depth   int // of tables
	inText  bool

	paragraph strings.Builder
	heading   bool // the paragraph is a heading
	item      bool // the paragraph is an item of a list
	title     string
	short     string // the last short paragraph since the last table

	line  continuumLine
	cell  documentCell
	full  int // cells of the row with something in them
	wide  bool
	above []string // the row before, for cells that run down
}

// documentCell is a cell that is being read.
type documentCell struct {
	lines []string
	size  int
	span  int  // columns that it runs across
	down  bool // it goes on from the cell above
}

func (r *documentReader) token(token xml.Token, _ *xml.Decoder) error {
	switch t := token.(type) {
	case xml.StartElement:
		if r.skipped > 0 || notWords[t.Name.Local] {
			r.skipped++
			return nil
		}
		return r.start(t)
	case xml.EndElement:
		if r.skipped > 0 {
			r.skipped--
			return nil
		}
		return r.end(t.Name.Local)
	case xml.CharData:
		if r.inText && r.skipped == 0 {
			r.paragraph.Write(t)
		}
	}
	return nil
}

func (r *documentReader) start(t xml.StartElement) error {
	switch t.Name.Local {
	case "t":
		r.inText = true
	case "tab":
		r.paragraph.WriteByte(' ')
	case "br", "cr":
		r.paragraph.WriteByte('\n')
	case "noBreakHyphen":
		r.paragraph.WriteByte('-')
	case "pStyle":
		style := strings.ToLower(attr(t, "val"))
		r.heading = strings.HasPrefix(style, "heading") || strings.HasPrefix(style, "title")
		r.item = r.item || strings.Contains(style, "list")
	case "numPr":
		r.item = true
	case "tbl":
		return r.startTable()
	}
	if r.depth == 1 {
		r.startCell(t)
	}
	return nil
}

func (r *documentReader) startTable() error {
	if r.depth++; r.depth > 1 {
		return nil
	}
	if len(r.tables) == maxTables {
		return refuse("The document has more than %d tables, so nothing was read. Save only those of the scale.", maxTables)
	}
	title := r.short
	if title == "" {
		title = r.title
	}
	r.tables = append(r.tables, continuumTable{title: title})
	r.short, r.above = "", nil
	r.line.number = 0
	return nil
}

// startCell reads what begins a row or a cell, and how far the cell runs.
func (r *documentReader) startCell(t xml.StartElement) {
	switch t.Name.Local {
	case "tr":
		r.line = continuumLine{tableRow: tableRow{number: r.line.number + 1}}
		r.full, r.wide = 0, false
	case "gridBefore":
		for range columnsIn(t) {
			r.line.cells = append(r.line.cells, "")
		}
	case "tc":
		r.cell = documentCell{span: 1}
	case "gridSpan":
		r.cell.span = columnsIn(t)
	case "vMerge":
		value := attr(t, "val")
		r.cell.down = value == "" || value == "continue"
	}
}

// columnsIn reads a number of columns.
func columnsIn(t xml.StartElement) int {
	n, err := strconv.Atoi(attr(t, "val"))
	if err != nil {
		return 1
	}
	return min(max(n, 1), maxTableCols)
}

func (r *documentReader) end(name string) error {
	switch name {
	case "t":
		r.inText = false
	case "p":
		r.endParagraph()
	case "tbl":
		r.depth = max(r.depth-1, 0)
	case "tc":
		if r.depth == 1 {
			return r.endCell()
		}
	case "tr":
		if r.depth == 1 {
			return r.endRow()
		}
	}
	return nil
}

// endParagraph takes a paragraph as a line of its cell, or as a title of tables below.
func (r *documentReader) endParagraph() {
	words := strings.TrimSpace(r.paragraph.String())
	heading, item := r.heading, r.item
	r.paragraph.Reset()
	r.heading, r.item = false, false
	switch {
	case words == "":
	case r.depth > 0:
		if item {
			words = bullet + words
		}
		r.cell.size += len(words)
		r.cell.lines = append(r.cell.lines, words)
	case heading:
		r.title, r.short = oneLine(words), ""
	case len(words) <= longestCaption:
		r.short = oneLine(words)
	default:
		r.short = "" // a long paragraph is no title
	}
}

func oneLine(words string) string {
	clean, _ := cleanText(words)
	return clean
}

// endCell puts a cell in its columns. One that goes on from above takes its words.
func (r *documentReader) endCell() error {
	column := len(r.line.cells)
	if r.cells += r.cell.span; r.cells > maxTableCells || column+r.cell.span > maxTableCols {
		return refuse("The tables of the document are too large, so nothing was read. A table may have %d columns, and all together %d cells.", maxTableCols, maxTableCells)
	}
	if r.cell.size > MaxField {
		return refuse("A cell in row %d of a table is longer than %d characters, so nothing was read.", r.line.number, MaxField)
	}
	words := strings.Join(r.cell.lines, "\n")
	if words == "" && r.cell.down && column < len(r.above) {
		words = r.above[column]
	}
	if words != "" {
		r.full++
		r.wide = r.cell.span > 1
	}
	r.line.cells = append(r.line.cells, words)
	for range r.cell.span - 1 {
		r.line.cells = append(r.line.cells, "")
	}
	return nil
}

func (r *documentReader) endRow() error {
	r.above = r.line.cells
	r.line.banner = r.full == 1 && r.wide
	table := &r.tables[len(r.tables)-1]
	if len(table.lines) == MaxRows {
		return refuse("A table of the document has more than %d rows, so nothing was read.", MaxRows)
	}
	if !blankCells(r.line.cells) {
		table.lines = append(table.lines, r.line)
	}
	return nil
}
