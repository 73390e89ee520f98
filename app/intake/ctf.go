package intake

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"needsbook/app/day"
)

// ctfPupil is what Needsbook reads of a pupil in a Common Transfer File. Elements are
// found by their local names; all others are passed over. Parts that files have
// directly under Pupil or under BasicDetails are looked for in both places.
type ctfPupil struct {
	ctfDetails
	Basic ctfDetails `xml:"BasicDetails"`
}

type ctfDetails struct {
	UPN               string    `xml:"UPN"`
	Surname           string    `xml:"Surname"`
	Forename          string    `xml:"Forename"`
	PreferredForename string    `xml:"PreferredForename"`
	DOB               string    `xml:"DOB"`
	Sex               string    `xml:"Sex"`
	Gender            string    `xml:"Gender"` // before Sex took its place
	Year              string    `xml:"NCyearActual"`
	SEN               []ctfSEN  `xml:"SENhistory>SEN"`
	Needs             []ctfNeed `xml:"SENneeds>SENneed"`
}

type ctfSEN struct {
	Start     string `xml:"StartDate"`
	Provision string `xml:"SENprovision"`
}

type ctfNeed struct {
	End  string `xml:"NeedEndDate"`
	Rank string `xml:"SENtypeRank"`
	Type string `xml:"SENtype"`
}

// maxDepth is far more than a CTF nests.
const maxDepth = 40

var (
	errDTD   = errors.New("document type declaration")
	errDepth = errors.New("nested too deeply")
)

// guardedTokens passes XML tokens on and stops at what a CTF never has.
type guardedTokens struct {
	from  *xml.Decoder
	depth int
}

func (g *guardedTokens) Token() (xml.Token, error) {
	t, err := g.from.RawToken()
	switch t.(type) {
	case xml.Directive:
		return nil, errDTD
	case xml.StartElement:
		if g.depth++; g.depth > maxDepth {
			return nil, errDepth
		}
	case xml.EndElement:
		g.depth--
	}
	return t, err
}

// readCTF reads a Common Transfer File. Rows are the pupils, counted from 1.
func readCTF(text, encodingName string, opts Options) (Sheet, error) {
	inner := xml.NewDecoder(strings.NewReader(text))
	inner.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil } // decoded already
	d := xml.NewTokenDecoder(&guardedTokens{from: inner})
	s := Sheet{Format: FormatCTF, Encoding: encodingName, Columns: map[string]string{}, Today: opts.Today, Codes: opts.Codes, Own: opts.Own}
	r := newReader(&s, false, opts.Repairs)
	pupils, root := 0, ""
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) && root != "" {
			break
		}
		if err != nil {
			return Sheet{}, ctfRefusal(err, inner)
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		switch name := start.Name.Local; {
		case root == "" && !strings.EqualFold(name, "CTfile"):
			return Sheet{}, refuse("This XML file is not a Common Transfer File (its first element is “%s”), so nothing was read.", shorten(name))
		case root == "":
			root = name
		case name == "CTFversion":
			var version string
			if err := d.DecodeElement(&version, &start); err != nil {
				return Sheet{}, ctfRefusal(err, inner)
			}
			r.warn(0, "", version, "This is the version of the Common Transfer File. Needsbook reads any version, and passes over what it does not know.")
		case name == "Pupil":
			var p ctfPupil
			if err := d.DecodeElement(&p, &start); err != nil {
				return Sheet{}, ctfRefusal(err, inner)
			}
			if pupils++; pupils > MaxRows {
				return Sheet{}, refuse("The file has more than %d pupils, so nothing was read.", MaxRows)
			}
			r.read(p.record(pupils, opts.Today))
		}
	}
	if pupils == 0 {
		return Sheet{}, refuse("The Common Transfer File has no pupils, so nothing was read.")
	}
	for _, in := range r.rows {
		for _, field := range in.has() {
			s.Columns[field] = ctfElements[field]
		}
		if len(in.ranked) > 0 {
			s.Columns[FieldNeed] = ctfElements[FieldNeed]
		}
	}
	if err := r.finish(); err != nil {
		return Sheet{}, err
	}
	for i := range s.Incoming {
		s.Incoming[i].WholeNeeds = len(s.Incoming[i].Needs) > 0 // a CTF lists all needs of a pupil
	}
	return s, nil
}

// ctfElements are the elements that hold the fields, for the report of columns.
var ctfElements = map[string]string{
	FieldUPN: "UPN", FieldSurname: "Surname", FieldForename: "Forename", FieldPreferred: "PreferredForename", FieldBorn: "DOB", FieldSex: "Sex",
	FieldYear: "NCyearActual", FieldStatus: "SENprovision", FieldStatusFrom: "StartDate", FieldNeed: "SENtype",
}

func ctfRefusal(err error, at *xml.Decoder) error {
	line, _ := at.InputPos()
	var bad *xml.SyntaxError
	switch {
	case errors.Is(err, errDTD):
		return refuse("The file has a document type declaration (DTD) at line %d. A Common Transfer File never has one, and it can do harm, so nothing was read.", line)
	case errors.Is(err, errDepth):
		return refuse("The XML is nested more than %d deep, so nothing was read.", maxDepth)
	case errors.As(err, &bad) && strings.Contains(bad.Msg, "entity"):
		return refuse("Line %d of the XML uses an entity that is not part of XML, so nothing was read.", line)
	}
	return refuse("The XML is damaged or incomplete at line %d, so nothing was read. Export the file again.", line)
}

// record names a pupil's elements by field.
func (p ctfPupil) record(row int, today day.Date) record {
	first := func(values ...string) string {
		for _, v := range values {
			if strings.TrimSpace(v) != "" {
				return v
			}
		}
		return ""
	}
	rec := record{row: row, text: map[string]string{
		FieldUPN:       first(p.UPN, p.Basic.UPN),
		FieldSurname:   first(p.Surname, p.Basic.Surname),
		FieldForename:  first(p.Forename, p.Basic.Forename),
		FieldPreferred: first(p.PreferredForename, p.Basic.PreferredForename),
		FieldBorn:      first(p.DOB, p.Basic.DOB),
		FieldSex:       first(p.Sex, p.Basic.Sex, p.Gender, p.Basic.Gender),
		FieldYear:      first(p.Year, p.Basic.Year),
	}}
	if sen, ok := latest(append(p.SEN, p.Basic.SEN...), today); ok {
		rec.text[FieldStatus], rec.text[FieldStatusFrom] = sen.Provision, sen.Start
	}
	for _, n := range append(p.Needs, p.Basic.Needs...) {
		rec.needs = append(rec.needs, needText{field: FieldNeed, text: n.Type, rank: n.Rank, end: n.End})
	}
	return rec
}

// latest returns the entry of an SEN history that began last, leaving out those still
// to come. An entry whose date cannot be read stands, so that the row is rejected
// with its reason.
func latest(history []ctfSEN, today day.Date) (ctfSEN, bool) {
	var best ctfSEN
	var from day.Date
	found := false
	for _, sen := range history {
		start, ok := parseDate(strings.TrimSpace(sen.Start), today, false)
		if !ok && strings.TrimSpace(sen.Start) != "" {
			return sen, true
		}
		if start.After(today) || found && start.Before(from) {
			continue
		}
		best, from, found = sen, start, true
	}
	return best, found
}
