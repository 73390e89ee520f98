package intake

import (
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"needsbook/app/day"
	"needsbook/app/register"
)

// CTFVersion is the version of the Common Transfer File whose layout is written. DfE
// raises it each autumn; the parts written here have stayed as they are.
const CTFVersion = "25.0"

// CTFHeader says who sends a transfer file and to whom.
type CTFHeader struct {
	From       string // 886/9999: local authority and establishment of the sending school
	FromName   string
	To         string    // of the receiving school, "" when it is not known
	Written    time.Time // when the file was made
	SchoolYear int       // the year in which the academic year begins
}

// CTFPupil is a pupil with what a transfer file has a place for.
type CTFPupil struct {
	Pupil    register.Pupil
	Year     string // year group code
	Statuses []register.Status
	Needs    []register.Need
}

// The elements of a transfer file, in the order of the layout that readCTF knows.
type (
	ctfFile struct {
		XMLName xml.Name      `xml:"CTfile"`
		Header  ctfHeader     `xml:"Header"`
		Pupils  []ctfOnePupil `xml:"CTFpupilData>Pupil"`
	}
	ctfHeader struct {
		DocumentName string
		CTFversion   string
		DateTime     string
		Qualifier    string `xml:"DocumentQualifier"`
		Descriptor   string `xml:"DataDescriptor"`
		SupplierID   string
		Source       ctfSource `xml:"SourceSchool"`
		Dest         ctfSchool `xml:"DestSchool"`
	}
	ctfSource struct {
		ctfSchool
		SchoolName   string
		AcademicYear string
	}
	ctfSchool struct {
		LEA   string
		Estab string
	}
	ctfOnePupil struct {
		UPN      string `xml:",omitempty"`
		Surname  string
		Forename string
		DOB      string        `xml:",omitempty"`
		Sex      string        `xml:",omitempty"`
		Basic    *ctfBasic     `xml:"BasicDetails"`
		SEN      *ctfSENs      `xml:"SENhistory"`
		Needs    *ctfNeedsList `xml:"SENneeds"`
	}
	ctfBasic struct {
		Preferred string `xml:"PreferredForename,omitempty"`
		Year      string `xml:"NCyearActual,omitempty"`
	}
	ctfSENs struct {
		SEN []ctfSENOut
	}
	ctfSENOut struct {
		StartDate    string
		SENprovision string
	}
	ctfNeedsList struct {
		SENneed []ctfNeedOut
	}
	ctfNeedOut struct {
		NeedStartDate string
		NeedEndDate   string `xml:",omitempty"`
		SENtypeRank   string
		SENtype       string
	}
)

// estabForm is a DfE number: local authority, then establishment.
var estabForm = regexp.MustCompile(`^([0-9]{3})/?([0-9]{4})$`)

// SplitEstab parts a DfE number such as 886/9999. A school that is not known has
// crosses, as DfE writes it.
func SplitEstab(number string) (authority, establishment string, ok bool) {
	if number = strings.TrimSpace(number); number == "" {
		return "XXX", "XXXX", true
	}
	parts := estabForm.FindStringSubmatch(number)
	if parts == nil {
		return "", "", false
	}
	return parts[1], parts[2], true
}

// CTFName is the name that DfE gives a transfer file: sender, receiver and a running
// number from 1 to 999, such as 8869999_CTF_8869998_001.xml.
func CTFName(from, to string, number int) (string, error) {
	fromLA, fromEstab, ok1 := SplitEstab(from)
	toLA, toEstab, ok2 := SplitEstab(to)
	if !ok1 || !ok2 || from == "" || number < 1 || number > 999 {
		return "", refuse("A transfer file is named by the DfE numbers of both schools, such as 886/9999, and a running number from 1 to 999.")
	}
	return fmt.Sprintf("%s%s_CTF_%s%s_%03d.xml", fromLA, fromEstab, toLA, toEstab, number), nil
}

// WriteCTF writes a Common Transfer File with the SEN part of pupils' records: status
// with its history and every ranked need. It holds only what the register knows; Read takes it
// back unchanged.
func WriteCTF(w io.Writer, h CTFHeader, pupils []CTFPupil) error {
	fromLA, fromEstab, ok1 := SplitEstab(h.From)
	toLA, toEstab, ok2 := SplitEstab(h.To)
	if !ok1 || !ok2 || h.From == "" {
		return refuse("A transfer file names both schools by their DfE numbers, such as 886/9999. Nothing was written.")
	}
	file := ctfFile{Header: ctfHeader{DocumentName: "Common Transfer File", CTFversion: CTFVersion, DateTime: h.Written.Format("2006-01-02T15:04:05"),
		Qualifier: "partial", Descriptor: "Special educational needs", SupplierID: "Needsbook",
		Source: ctfSource{ctfSchool{fromLA, fromEstab}, h.FromName, strconv.Itoa(h.SchoolYear)}, Dest: ctfSchool{toLA, toEstab}}}
	for _, p := range pupils {
		file.Pupils = append(file.Pupils, p.written())
	}
	if _, err := io.WriteString(w, `<?xml version="1.0" encoding="utf-8"?>`+"\n"); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", "  ")
	if err := e.Encode(file); err != nil {
		return fmt.Errorf("writing the transfer file: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

func (p CTFPupil) written() ctfOnePupil {
	out := ctfOnePupil{UPN: p.Pupil.UPN, Surname: p.Pupil.Surname, Forename: p.Pupil.Forename, DOB: p.Pupil.Born.String()}
	if p.Pupil.Sex == "M" || p.Pupil.Sex == "F" { // DfE takes no other
		out.Sex = p.Pupil.Sex
	}
	if p.Pupil.Preferred != "" || p.Year != "" {
		out.Basic = &ctfBasic{Preferred: p.Pupil.Preferred, Year: p.Year}
	}
	for _, s := range p.Statuses {
		if out.SEN == nil {
			out.SEN = &ctfSENs{}
		}
		out.SEN.SEN = append(out.SEN.SEN, ctfSENOut{s.From.String(), s.Code})
	}
	for _, n := range p.Needs {
		last := lastDay(n.Until)
		if !last.IsZero() && last.Before(n.From) {
			continue // it was put right on the day it began, so it never held
		}
		if out.Needs == nil {
			out.Needs = &ctfNeedsList{}
		}
		out.Needs.SENneed = append(out.Needs.SENneed, ctfNeedOut{n.From.String(), last.String(), strconv.Itoa(n.Rank), n.Code})
	}
	return out
}

// lastDay turns the first day on which something no longer held into the last on
// which it did.
func lastDay(until day.Date) day.Date {
	if until.IsZero() {
		return until
	}
	return until.AddDays(-1)
}
