package register

import (
	"encoding/json"
	"fmt"
	"strings"
)

// EHCForm is what an EHC plan and its annual review are made of, as data: the
// sections with their titles in the regulations, the stages of the review and those
// whom the law asks to it.
type EHCForm struct {
	Sections []EHCSection `json:"sections"`
	Stages   []EHCStage   `json:"stages"`
	Invitees []EHCInvitee `json:"invitees"`
}

// EHCSection is one section of a plan (SEND Regulations 2014, regulation 12).
type EHCSection struct {
	Letter string `json:"letter"`
	Title  string `json:"title"`
}

// EHCStage is one date of an annual review, by its name in PlanStages.
type EHCStage struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Owner string `json:"owner"` // who acts
	Ref   string `json:"ref"`
}

// EHCInvitee is someone whom the law asks to the review meeting.
type EHCInvitee struct {
	Role         string `json:"role"`
	Ref          string `json:"ref"`
	FromContacts bool   `json:"from_contacts"` // the pupil's own contacts stand for it
}

// LoadEHCForm reads the sections, stages and invitees. An error says what is wrong.
func LoadEHCForm(body []byte) (*EHCForm, error) {
	var f EHCForm
	if err := json.Unmarshal(body, &f); err != nil {
		return nil, fmt.Errorf("the sections of an EHC plan cannot be read: %w", err)
	}
	if len(f.Sections) == 0 || len(f.Stages) == 0 || len(f.Invitees) == 0 {
		return nil, fmt.Errorf("the sections, stages or invitees of an EHC plan are empty")
	}
	seen := map[string]bool{}
	for _, s := range f.Sections {
		if s.Letter == "" || s.Title == "" || seen[s.Letter] {
			return nil, fmt.Errorf("section %q of an EHC plan is empty or there twice", s.Letter)
		}
		seen[s.Letter] = true
	}
	return &f, nil
}

// Title returns the title of a section, "" for a letter that is none.
func (f *EHCForm) Title(letter string) string {
	for _, s := range f.Sections {
		if s.Letter == letter {
			return s.Title
		}
	}
	return ""
}

// Letters returns the letters of the sections in their order.
func (f *EHCForm) Letters() []string {
	out := make([]string, len(f.Sections))
	for i, s := range f.Sections {
		out[i] = s.Letter
	}
	return out
}

// Heading is a section as it is headed: "B: Special educational needs".
func (f *EHCForm) Heading(letter string) string {
	return strings.TrimSuffix(letter+": "+f.Title(letter), ": ")
}
