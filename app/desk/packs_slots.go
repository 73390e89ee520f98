package desk

import (
	"encoding/json"
	"slices"
	"sync"

	"needsbook/app/cluster/panel"
	"needsbook/app/continuum"
	"needsbook/app/duties"
	"needsbook/app/funding"
	"needsbook/app/pack"
	"needsbook/app/pack/terms"
	"needsbook/app/provision"
	"needsbook/app/publish"
	"needsbook/app/publish/plainenglish"
	"needsbook/app/retention"
	"needsbook/app/school"
	"needsbook/assets"
)

// Formats of pack that this package names itself.
const (
	formatContinuum = "sen-continuum"
	formatForm      = "request-form"
	formatRateCard  = "sen-rate-card"
	formatTariff    = "sen-tariff"
	formatSections  = "report-sections"
	formatVignettes = "sen-vignettes"
	formatPanel     = "cluster-panel"
)

// slotless are the packs that no school puts in use, by their format, and how each is
// checked: a set of vignettes is opened and rated, the rules of a panel are the hub's.
var slotless = map[string]func(body []byte) []pack.Problem{
	formatVignettes: func(body []byte) []pack.Problem {
		_, problems := continuum.LoadVignettes(body)
		return problems
	},
	formatPanel: func(body []byte) []pack.Problem {
		_, problems := panel.LoadRules(body)
		return problems
	},
}

// requestForms are the files of the shipped request forms, one for each kind of request.
var requestForms = []string{"request-form-advice.json", "request-form.json", "request-form-group.json", "request-form-project.json"}

// packSlot is a place that one pack is in use in: the shipped one, or one of the
// school's or the council's own.
type packSlot struct {
	slot   string // the format, and for a request form its kind after a stroke
	format string
	file   string // the shipped pack
	what   string // what it holds, as people call it
	term   string // the word for it that a council may change, "" where it is what
	check  func(data []byte) []pack.Problem
	use    func(r *rules, data []byte) []pack.Problem // reads a pack and puts it in its place in the rules
}

// slotFor makes the slot of a pack that load reads and that stands in one field of the
// rules.
func slotFor[T any, P ~[]pack.Problem](format, file, what string, load func([]byte) (T, P), field func(*rules) *T) packSlot {
	return packSlot{
		slot: format, format: format, file: file, what: what,
		check: func(data []byte) []pack.Problem {
			_, problems := load(data)
			return problems
		},
		use: func(r *rules, data []byte) []pack.Problem {
			read, problems := load(data)
			if len(problems) == 0 {
				*field(r) = read
			}
			return problems
		},
	}
}

// formSlot makes the slot of one kind of request form.
func formSlot(file string) packSlot {
	kind := kindOfForm(assets.Pack(file))
	s := slotFor(formatForm, file, "Form", funding.Load, func(*rules) **funding.Form { return new(*funding.Form) })
	s.slot, s.term = formatForm+"/"+kind, "request_"+kind
	s.use = func(r *rules, data []byte) []pack.Problem {
		form, problems := funding.Load(data)
		if len(problems) == 0 {
			r.forms[form.Kind] = form
		}
		return problems
	}
	return s
}

// sectionsSlot makes the slot of the sections of one public document. That of the SEN
// information report is called after the format alone.
func sectionsSlot(file string) packSlot {
	s := slotFor(formatSections, file, "Sections", publish.Load, func(*rules) **publish.Pack { return new(*publish.Pack) })
	shipped, _ := publish.Load(assets.Pack(file))
	if shipped != nil {
		s.slot, s.what = slotName(assets.Pack(file)), "Sections: "+shipped.Document.Title
	}
	s.use = func(r *rules, data []byte) []pack.Problem {
		sections, problems := publish.Load(data)
		if len(problems) == 0 {
			r.sections[sections.Document.ID] = sections
		}
		return problems
	}
	return s
}

// packSlots are all the packs that a school or a council can put its own in place of.
var packSlots = sync.OnceValue(func() []packSlot {
	scale := slotFor(formatContinuum, "continuum.json", "Levels", continuum.Load, func(r *rules) **continuum.Pack { return &r.continuum })
	scale.term = "continuum"
	tariff := slotFor(formatTariff, "tariff.json", "Tariff", continuum.LoadTariff, func(r *rules) **continuum.TariffPack { return &r.tariff })
	tariff.term = "tariff"
	slots := []packSlot{
		scale,
		tariff,
		slotFor("sen-terms", "terms.json", "Words", terms.Load, func(r *rules) *terms.Terms { return &r.terms }),
		slotFor("sen-funding", "funding.json", "What a school pays first", provision.LoadFunding, func(r *rules) *provision.Funding { return &r.funding }),
		slotFor(formatRateCard, "rate-card.json", "Rate card", provision.LoadRateCard, func(r *rules) *provision.RateCard { return &r.card }),
		slotFor("school-calendar", "calendar.json", "Term dates", school.LoadCalendar, func(r *rules) *school.Calendar { return &r.calendar }),
		slotFor("statutory-timescales", "timescales.json", "Deadlines", duties.LoadTimescales, func(r *rules) *duties.Timescales { return &r.deadlines }),
	}
	for _, file := range requestForms {
		slots = append(slots, formSlot(file))
	}
	return append(slots,
		slotFor("request-decisions", "request-decisions.json", "Decisions and disputes", funding.LoadDecisionRules, func(r *rules) *funding.DecisionRules { return &r.decisions }),
		slotFor("request-letters", "request-letters.json", "Letters about requests", funding.LoadLetters, func(r *rules) *funding.LetterPack { return &r.letters }),
		sectionsSlot("report-sections.json"),
		sectionsSlot("inclusion-strategy.json"),
		slotFor("plain-words", "plain-words.json", "Plain words", plainenglish.Load, func(r *rules) **plainenglish.Pack { return &r.plain }),
		slotFor("sen-services", "services.json", "Services", provision.LoadServices, func(r *rules) *provision.Services { return &r.services }),
		slotFor("sen-interventions", "library.json", "Library of interventions", provision.LoadLibrary, func(r *rules) *provision.Library { return &r.library }),
		slotFor("sen-retention", "retention.json", "How long records are kept", retention.Load, func(r *rules) *retention.Policy { return &r.retention }),
		slotFor("sen-meeting-agenda", "meeting-agenda.json", "Agendas of meetings", provision.LoadAgendas, func(r *rules) *provision.Agendas { return &r.agendas }),
	)
})

// whatOf says what a slot holds, in the school's words.
func (d *Desk) whatOf(s packSlot) string {
	switch {
	case s.format == formatForm:
		return s.what + ": " + d.Terms().Label(s.term)
	case s.term != "":
		return capital(d.Terms().Label(s.term))
	}
	return s.what
}

// findSlot returns the slot with a name, and whether there is one.
func findSlot(name string) (packSlot, bool) {
	slots := packSlots()
	i := slices.IndexFunc(slots, func(s packSlot) bool { return s.slot == name })
	if i < 0 {
		return packSlot{}, false
	}
	return slots[i], true
}

// packFormat returns the format that a pack says it has; "" where it says none.
func packFormat(body []byte) string {
	head, _ := pack.ReadHead(body)
	return head.Format
}

// slotName returns the slot that a pack is meant for; there may be none with that name.
func slotName(body []byte) string {
	format := packFormat(body)
	switch document := documentOf(body); {
	case format == formatForm:
		return format + "/" + kindOfForm(body)
	case format == formatSections && document != publish.SENInformation:
		return format + "/" + document
	}
	return format
}

// documentOf returns the public document that a pack of sections is for.
func documentOf(body []byte) string {
	var of struct {
		Document struct {
			ID string `json:"id"`
		} `json:"document"`
	}
	if json.Unmarshal(body, &of) != nil {
		return ""
	}
	return of.Document.ID
}

func kindOfForm(body []byte) string {
	var form struct {
		Kind string `json:"kind"`
	}
	if json.Unmarshal(body, &form) != nil {
		return ""
	}
	return form.Kind
}
