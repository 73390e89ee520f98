package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/money"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/app/school"
	"needsbook/assets"
)

// demoSchool is the recipe of the invented school.
type demoSchool struct {
	Day          day.Date
	School       school.School
	Forenames    []string
	Surnames     []string
	WithSEN      []demoNeed        `json:"with_sen"`
	RequestWords map[string]string `json:"request_words"`
	Fields       []demoField
	Views        []register.View
	Concerns     []register.Concern // of pupils without SEN
	First        demoFirst
	FamilyTold   []register.Note `json:"family_told"`
	Referrals    []demoReferral
	NotDone      string `json:"advice_not_done"` // why a piece of advice was not followed
	Plans        demoPlanWords
	Papers       []demoPaper
	Provision    demoProvision
	Meetings     []demoMeeting
	MeetingsOf   int `json:"meetings_of"` // the pupil's place among those with SEN
	Signed       demoSigned
	demoPast
	demoLevels
	demoModeration
	demoFunding
	Rates  map[string]money.Amount
	Report map[string]string // what the school added to the starter words, by section

	Reports  demoReports
	Strategy demoStrategy
}

// demoNeed is what the invented pupils with one primary need have in common.
type demoNeed struct {
	Need      string
	Service   string // the one that is asked for advice
	Count     int
	Second    []string
	Strands   []string
	Aim       string
	Help      string
	Evidence  string
	Next      string
	Outcome   string
	Measure   string
	Provision [][]any // description, staff, minutes, sessions, weeks, group, one-off
	Role      string
	Advice    string
	Strength  string
	Helps     string
	Hinders   string
}

// demoRoll is how many pupils the demo school has: 14 classes from Reception to Year 6.
const demoRoll = 412

// DemoFilled says what the demo school holds.
type DemoFilled struct {
	Pupils    int `json:"pupils"`
	SEN       int `json:"sen"`
	Plans     int `json:"plans"`
	Provision int `json:"provision"`
	Levels    int `json:"levels"`
	Notes     int `json:"notes"`
	Requests  int `json:"requests"`
}

// FillDemo fills an empty file with the invented demo school. It refuses a file
// that already holds pupils.
func (d *Desk) FillDemo(ctx context.Context) (DemoFilled, error) {
	if len(d.entries) > 0 {
		return DemoFilled{}, refuse("file", "This file already holds pupils, so the demo school was not put in. Make a new file for it.")
	}
	var recipe demoSchool
	if err := json.Unmarshal(assets.DemoSchool, &recipe); err != nil {
		return DemoFilled{}, fmt.Errorf("the demo school cannot be read: %w", err)
	}
	b := &demoBuilder{desk: d, recipe: recipe, today: recipe.Day, chance: rand.New(rand.NewPCG(886, 9999))}
	for name, value := range map[string]any{settingSchool: recipe.School, settingRates: recipe.Rates} {
		edit, err := putNamed(kindSetting, name, value)
		if err != nil {
			return DemoFilled{}, err
		}
		b.edits = append(b.edits, edit)
	}
	badge, err := b.badge()
	if err != nil {
		return DemoFilled{}, err
	}
	words, err := b.reportWords(ctx)
	if err != nil {
		return DemoFilled{}, err
	}
	sharing, err := b.sharing()
	if err != nil {
		return DemoFilled{}, err
	}
	b.edits = append(append(b.edits, badge, sharing), words...)
	b.ownFields()
	b.views()
	d.papers.Lock()
	defer d.papers.Unlock()
	if err := b.build(ctx); err != nil {
		return DemoFilled{}, err
	}
	if err := d.note(ctx, "Fill in the demo school", b.edits...); err != nil {
		return DemoFilled{}, err
	}
	if d.editions, err = d.readEditions(ctx); err != nil {
		return DemoFilled{}, err
	}
	if err := b.sent(ctx); err != nil {
		return DemoFilled{}, err
	}
	return b.filled, b.published(ctx)
}

type demoBuilder struct {
	desk   *Desk
	recipe demoSchool
	today  day.Date
	chance *rand.Rand
	edits  []journal.Edit
	filled DemoFilled
	names  map[string]bool

	rated    map[int]demoRated // by place among those with SEN
	sen      []register.Pupil  // those with SEN, by place
	runs     []*demoRun        // what the school puts on
	outcomes map[string]string // the first outcome in each pupil's plan
	waiting  []string          // pupils who wait for a place
}

func (b *demoBuilder) id() string { return b.desk.options.NewID() }

func (b *demoBuilder) put(kind, id, pupil string, value any) {
	b.edits = append(b.edits, journal.Edit{Kind: kind, Key: id, About: pupil, Value: value})
}

// build makes the pupils class by class and gives every seventh or so a need, until
// the recipe's needs are used up.
func (b *demoBuilder) build(ctx context.Context) error {
	b.names, b.outcomes, b.rated = map[string]bool{}, map[string]string{}, map[int]demoRated{}
	needs := b.needsInTurn()
	for i := range demoRoll {
		p := b.pupil(i)
		if i == 0 {
			// The pupil of the pictures and of the complete funding request.
			p.Forename, p.Surname, p.YearTaught = "Ana", "Kowalska", ""
			p.Born, p.Class, p.Entered = day.Of(2018, 3, 14), "4B", day.Of(2022, 9, 5)
		}
		var need *demoNeed
		nth := 0
		if i%6 == 0 && i/6 < len(needs) {
			need, nth = needs[i/6], i/6
		}
		if need != nil {
			p.Strengths, p.Helps, p.Hinders = need.Strength, need.Helps, need.Hinders
			p.Fields = b.values(p, nth)
		}
		if i == b.recipe.CameBack.Pupil {
			b.cameBack(&p)
		}
		b.edits = append(b.edits, pupilEdit(p))
		b.filled.Pupils++
		if need == nil {
			if i%50 == 7 {
				b.concern(p, i/50)
			}
			continue
		}
		if err := b.withNeed(ctx, p, need, nth); err != nil {
			return err
		}
	}
	b.editionBefore()
	b.moderation()
	if err := b.vignettes(); err != nil {
		return err
	}
	b.funding()
	b.heard()
	return b.provision(ctx)
}

// needsInTurn deals the recipe's needs out one of each at a time.
func (b *demoBuilder) needsInTurn() []*demoNeed {
	left := make([]int, len(b.recipe.WithSEN))
	for i, n := range b.recipe.WithSEN {
		left[i] = n.Count
	}
	var out []*demoNeed
	for more := true; more; {
		more = false
		for i := range b.recipe.WithSEN {
			if left[i] > 0 {
				left[i]--
				more = true
				out = append(out, &b.recipe.WithSEN[i])
			}
		}
	}
	return out
}

// pupil makes the i-th pupil of the roll, spread over seven years of two classes.
func (b *demoBuilder) pupil(i int) register.Pupil {
	year := i % 7
	born := day.Of(2022-year, 8, 31).AddDays(-b.chance.IntN(364))
	class := fmt.Sprintf("%d%c", year, 'A'+i/7%2)
	if year == 0 {
		class = fmt.Sprintf("R%c", 'A'+i/7%2)
	}
	p := register.Pupil{ID: b.id(), Born: born, Class: class, Sex: []string{"F", "M"}[b.chance.IntN(2)],
		Entered: day.Of(2026-year, 9, 2), MISID: fmt.Sprintf("%06d", 1000+i), Flags: register.Flags{}}
	p.UPN = register.MakeUPN(886, 9999, (26-year)%100, i%1000)
	for p.Forename == "" || b.names[p.Forename+p.Surname] {
		p.Forename = b.recipe.Forenames[b.chance.IntN(len(b.recipe.Forenames))]
		p.Surname = b.recipe.Surnames[b.chance.IntN(len(b.recipe.Surnames))]
	}
	b.names[p.Forename+p.Surname] = true
	for _, f := range []struct {
		code    string
		percent int
	}{{register.FlagPupilPremium, 22}, {register.FlagEAL, 17}, {register.FlagYoungCarer, 2}, {register.FlagLookedAfter, 1}, {register.FlagServiceChild, 2}} {
		if b.chance.IntN(100) < f.percent {
			p.Flags = p.Flags.With(f.code, true)
		}
	}
	return p
}

// Of the demo's pupils with SEN, this many have an EHC plan, spread over the years.
const demoSEN, demoPlans = 61, 9

// withNeed gives a pupil a status, needs, a level, plans, help and a story.
func (b *demoBuilder) withNeed(ctx context.Context, p register.Pupil, n *demoNeed, nth int) error {
	b.filled.SEN++
	b.sen = append(b.sen, p)
	since := b.today.AddDays(-60 - b.chance.IntN(500))
	if nth == 0 || b.asks(nth) {
		since = day.Of(2025, 1, 8)
	}
	if since.Before(p.Entered) {
		since = p.Entered
	}
	plan := (nth*demoPlans+30)%demoSEN < demoPlans
	code := "K"
	if plan {
		code = "E"
		first := register.Status{ID: b.id(), Pupil: p.ID, Code: "K", From: p.Entered, Until: since}
		if first.From.Before(first.Until) {
			b.put(kindStatus, first.ID, p.ID, first)
		}
	}
	s := register.Status{ID: b.id(), Pupil: p.ID, Code: code, From: since}
	b.past(&s, nth)
	b.put(kindStatus, s.ID, p.ID, s)
	for rank, need := range []string{n.Need, n.Second[nth%len(n.Second)]} {
		if need != "" {
			id := b.id()
			b.put(kindNeed, id, p.ID, register.Need{ID: id, Pupil: p.ID, Code: need, Rank: rank + 1, From: since})
		}
	}
	if nth%11 != 5 {
		if err := b.level(p, n, nth, plan); err != nil {
			return err
		}
	}
	b.plans(p, n, nth, plan, since)
	b.help(p, n, nth, plan)
	b.story(p, n, nth)
	b.onePage(p, n, nth)
	if plan {
		b.ehcPlan(p, n, nth, since)
	}
	b.meetings(p, nth)
	attached, err := b.papers(ctx, p, nth)
	if nth == 0 {
		b.requests(p, attached)
	}
	return err
}

// plans gives two reviewed cycles and one that runs, with reviews around the demo day.
func (b *demoBuilder) plans(p register.Pupil, n *demoNeed, nth int, withPlan bool, since day.Date) {
	if nth%9 == 8 {
		return // a few have no plan yet, so that Today has something to tidy
	}
	runs := "" // the plan that runs
	for turn := 2; turn >= 0; turn-- {
		starts := b.today.AddDays(-88 - 90*turn + (nth*7+13)%45)
		if starts.Before(since) {
			continue
		}
		c := provision.Cycle{ID: b.id(), Pupil: p.ID, Starts: starts, ReviewDue: starts.AddDays(84), Aim: n.Aim, Help: n.Help, By: "SENCO"}
		if turn > 0 {
			c.Reviewed, c.Evidence, c.Next = c.ReviewDue, n.Evidence, n.Next
			c.Result = []string{provision.ResultMet, provision.ResultPartly, provision.ResultPartly, provision.ResultNot}[(nth+turn)%4]
			if c.Reviewed.After(b.today) {
				c.Reviewed, c.Result, c.Evidence, c.Next = day.Date{}, "", "", ""
			}
		}
		if turn == 2 && c.IsReviewed() {
			b.signed(&c, nth)
		}
		b.put(kindCycle, c.ID, p.ID, c)
		b.filled.Plans++
		if !c.IsReviewed() {
			runs = c.ID
		}
	}
	for i, words := range []string{n.Outcome, n.Aim + ", in all lessons"} {
		o := provision.Outcome{ID: b.id(), Pupil: p.ID, Cycle: runs, Words: words, Measure: n.Measure, Baseline: "Not yet, in September 2026",
			Target: "On four days of five", Owner: "Class teacher", ByWhen: day.Of(2027, 7, 16)}
		if i == 0 {
			b.outcomes[p.ID] = o.ID
			if withPlan {
				o.EHCOutcome = n.Outcome // section E, as ehcPlan writes it
			}
		}
		if i == 0 || nth%3 == 0 || b.asks(nth) {
			b.put(kindOutcome, o.ID, p.ID, o)
		}
	}
}

func orZero(text string) string {
	if text == "" {
		return "0"
	}
	return text
}
