package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"sync"

	"needsbook/app/continuum"
	"needsbook/app/day"
	"needsbook/app/duties"
	"needsbook/app/funding"
	"needsbook/app/pack"
	"needsbook/app/pack/terms"
	"needsbook/app/provision"
	"needsbook/app/publish"
	"needsbook/app/publish/plainenglish"
	"needsbook/app/register"
	"needsbook/app/retention"
	"needsbook/app/school"
	"needsbook/assets"
)

// installed is a pack that the school has put in place of the shipped one.
type installed struct {
	ID        string          `json:"id"` // its slot: one pack is in use in each
	Body      json.RawMessage `json:"body"`
	Installed day.Date        `json:"installed"`
	Signed    PackSigned      `json:"signed"`
}

// PackSigned says who signed a pack: nobody where Key is "".
type PackSigned struct {
	By       string `json:"by,omitempty"`       // the publisher's name as it stands in the signed file
	Key      string `json:"key,omitempty"`      // the id of the publisher's key
	Words    string `json:"words,omitempty"`    // the six words of the key, to compare by telephone
	Accepted string `json:"accepted,omitempty"` // who put it in use, and who with them
}

// rules are the packs and code lists that a desk works by.
type rules struct {
	codes     *register.Codes
	continuum *continuum.Pack
	tariff    *continuum.TariffPack
	aside     string // why the tariff is not used, "" where it is
	terms     terms.Terms
	funding   provision.Funding
	card      provision.RateCard
	calendar  school.Calendar
	forms     map[string]*funding.Form // by kind of request
	decisions funding.DecisionRules
	letters   funding.LetterPack
	sections  map[string]*publish.Pack // by public document
	plain     *plainenglish.Pack
	services  provision.Services
	library   provision.Library
	agendas   provision.Agendas
	retention retention.Policy
	deadlines duties.Timescales
	ehc       *register.EHCForm
	editions  *editions               // continua that levels were made with before
	unread    map[string]pack.Problem // by slot: why the school's own pack cannot be used
}

// shippedRules reads what ships with the program, once: checking the worked examples
// and the schemas takes a while, and what ships does not change.
var shippedRules = sync.OnceValues(func() (rules, error) {
	r := rules{forms: map[string]*funding.Form{}, sections: map[string]*publish.Pack{}}
	var err error
	r.codes, err = register.LoadCodes(assets.Pack("sen-status.json"), assets.Pack("sen-types.json"), assets.Pack("areas-of-need.json"), assets.Pack("year-groups.json"))
	if err != nil {
		return r, err
	}
	if r.ehc, err = register.LoadEHCForm(assets.Pack("ehc-form.json")); err != nil {
		return r, err
	}
	for _, s := range packSlots() {
		if problems := s.use(&r, assets.Pack(s.file)); len(problems) > 0 {
			return r, fmt.Errorf("the pack %s cannot be read: %s", s.file, problems[0])
		}
	}
	return r, nil
})

// loadPacks takes the packs in use: the school's own where one is installed, else the
// shipped one. An own pack that this program cannot read, as one made for another
// version, is set aside and told of; it stays in the file.
func (d *Desk) loadPacks(ctx context.Context) error {
	r, err := shippedRules()
	if err != nil {
		return err
	}
	r.forms, r.sections, r.unread = maps.Clone(r.forms), maps.Clone(r.sections), map[string]pack.Problem{}
	own, err := d.installedPacks(ctx)
	if err != nil {
		return err
	}
	if r.editions, err = d.readEditions(ctx); err != nil {
		return err
	}
	for _, s := range packSlots() {
		if p, has := own[s.slot]; has {
			if problems := s.use(&r, p.Body); len(problems) > 0 {
				r.unread[s.slot] = problems[0]
			}
		}
	}
	if _, has := own["sen-terms"]; has {
		r.continuum = r.continuum.WithWords(r.terms.Words)
	}
	r.layTariff()
	d.rules = r
	return nil
}

// installedPacks returns the school's own packs by slot. A request form that was kept
// by its format alone stands in the slot of its kind.
func (d *Desk) installedPacks(ctx context.Context) (map[string]installed, error) {
	list, err := all[installed](ctx, d.store, kindPack)
	if err != nil {
		return nil, err
	}
	own := make(map[string]installed, len(list))
	for _, p := range list {
		own[p.ID] = p
	}
	return own, nil
}

// packBody returns the bytes of the pack in use in a slot.
func (d *Desk) packBody(ctx context.Context, slot, shipped string) ([]byte, error) {
	var p installed
	own, err := readRecord(ctx, d.store, kindPack, slot, &p)
	if err != nil || !own {
		return assets.Pack(shipped), err
	}
	return p.Body, nil
}

// Terms returns all the words in use.
func (d *Desk) Terms() terms.Terms { return d.terms }

func packTitle(body []byte) string {
	head, _ := pack.ReadHead(body)
	if head.Title != "" {
		return head.Title
	}
	return head.ID
}

// PackInUse is one pack as it is in use.
type PackInUse struct {
	Slot      string       `json:"slot"`
	What      string       `json:"what"` // what it holds, as people call it
	Head      pack.Head    `json:"head"`
	Own       bool         `json:"own"` // the school put it in place of the shipped one
	Signed    PackSigned   `json:"signed"`
	Installed day.Date     `json:"installed"` // zero for a shipped one
	Fault     pack.Problem `json:"fault"`     // why the own pack cannot be used, so that the shipped one stands in
	Aside     string       `json:"aside"`     // why a sound pack is not used beside the others, "" where it is
}

// PacksInUse lists every pack that the school works by.
func (d *Desk) PacksInUse(ctx context.Context) ([]PackInUse, error) {
	own, err := d.installedPacks(ctx)
	if err != nil {
		return nil, err
	}
	var list []PackInUse
	for _, s := range packSlots() {
		p := PackInUse{Slot: s.slot, What: d.whatOf(s), Fault: d.unread[s.slot]}
		body := assets.Pack(s.file)
		if mine, has := own[s.slot]; has {
			p.Own, p.Signed, p.Installed, body = true, mine.Signed, mine.Installed, mine.Body
		}
		p.Head, _ = pack.ReadHead(body)
		if s.format == formatTariff {
			p.Aside = d.tariffAside()
		}
		list = append(list, p)
	}
	return list, nil
}
