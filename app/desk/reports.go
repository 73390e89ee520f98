package desk

import (
	"context"
	"slices"

	"needsbook/app/day"
	"needsbook/app/journal"
	"needsbook/app/paper"
	"needsbook/app/paper/web"
	"needsbook/app/provision"
	"needsbook/app/publish"
	"needsbook/app/register"
)

// SENInformation names the SEN information report among the public documents.
const SENInformation = "sen-information"

// words is the school's own text for one section of a public document.
type words struct {
	ID       string   `json:"id"`
	Document string   `json:"document"`
	Section  string   `json:"section"`
	Words    string   `json:"words"`
	Changed  day.Date `json:"changed"`
}

// ReportPack returns the sections that the report answers.
func (d *Desk) ReportPack() *publish.Pack { return d.sections }

// ReportWords returns the school's own words, by section.
func (d *Desk) ReportWords(ctx context.Context) (map[string]publish.Text, error) {
	list, err := where[words](ctx, d.store, kindWords, "document", SENInformation)
	out := map[string]publish.Text{}
	for _, w := range list {
		out[w.Section] = publish.Text{Words: w.Words, Changed: w.Changed}
	}
	return out, err
}

// SaveReportWords keeps the school's words for a section of the report.
func (d *Desk) SaveReportWords(ctx context.Context, section, text string) error {
	i := slices.IndexFunc(d.sections.Sections, func(s publish.Section) bool { return s.ID == section })
	if i < 0 {
		return refuse("section", "The report has no section “"+section+"”.")
	}
	return d.do(ctx, "Write “"+d.sections.Sections[i].Title+"”", "", wordsEdit(section, text, d.Today()))
}

func wordsEdit(section, text string, changed day.Date) journal.Edit {
	w := words{ID: SENInformation + "/" + section, Document: SENInformation, Section: section, Words: text, Changed: changed}
	return journal.Edit{Kind: kindWords, Key: w.ID, Value: w}
}

// Report checks the SEN information report section by section and makes it.
func (d *Desk) Report(ctx context.Context) (publish.Result, error) {
	facts, err := d.ReportFacts(ctx)
	if err != nil {
		return publish.Result{}, err
	}
	own, err := d.ReportWords(ctx)
	if err != nil {
		return publish.Result{}, err
	}
	return publish.Report(d.sections, d.plain, facts, own), nil
}

// ReportPDF makes the report as a PDF; lost holds characters the fonts cannot draw.
func (d *Desk) ReportPDF(ctx context.Context) (file []byte, lost []rune, err error) {
	r, err := d.Report(ctx)
	if err != nil {
		return nil, nil, err
	}
	return renderPDF(r.Doc)
}

// ReportHTML makes the report as one accessible web page with the same words.
func (d *Desk) ReportHTML(ctx context.Context) ([]byte, error) {
	r, err := d.Report(ctx)
	if err != nil {
		return nil, err
	}
	return web.Render(r.Doc)
}

// ReportDocument returns the report as a document.
func (d *Desk) ReportDocument(ctx context.Context) (*paper.Doc, error) {
	r, err := d.Report(ctx)
	return r.Doc, err
}

// ReportFacts gathers the live facts that fill the report.
func (d *Desk) ReportFacts(ctx context.Context) (publish.Facts, error) {
	s, today, c := d.School(), d.Today(), d.Counts()
	f := publish.Facts{
		School: s.Name, Phase: s.Phase, Demo: s.Demo, Headteacher: s.Head,
		SENCO: s.Senco, SENCOEmail: s.SencoEmail, SENCOPhone: s.SencoPhone, SENCOTimes: s.SencoTimes, SENCODeputy: s.SencoDeputy,
		SENCOQualification: s.SencoTraining, DesignatedTeacher: s.Designated, SENGovernor: s.Governor, ComplaintsContact: s.Complaints,
		LocalAuthority: s.Authority, LocalOfferLink: s.LocalOffer, PolicyLink: s.Policy, AccessibilityPlanLink: s.AccessPlan,
		AccessibilityPlanEnd: s.AccessPlanEnd, InclusionStrategyLink: s.Strategy,
		OnRoll: c.Roll, SENSupport: c.K, EHCPlans: c.E, ReviewsPerYear: s.Reviews, MeetingsPerYear: s.Meetings,
		ApprovedBy: s.Approver, Published: s.Published, Today: today,
	}
	if s.ParentSupport != "" {
		f.AdviceService = []string{s.ParentSupport}
	}
	if !s.Published.IsZero() {
		f.NextReview = s.Published.AddYears(1)
	}
	for _, n := range d.codes.Needs {
		f.Needs = append(f.Needs, publish.NeedCount{Need: n.Name, Count: c.ByNeed[n.Code]})
	}
	return f, d.reportYear(ctx, today, &f)
}

// reportYear adds what happened in the last year: reviews, help, services, training.
func (d *Desk) reportYear(ctx context.Context, today day.Date, f *publish.Facts) error {
	since := today.AddYears(-1)
	cycles, err := all[provision.Cycle](ctx, d.store, kindCycle)
	if err != nil {
		return err
	}
	for _, c := range cycles {
		if c.IsReviewed() && c.Reviewed.After(since) {
			f.ReviewsHeld++
		}
	}
	lines, err := d.allLines(ctx)
	if err != nil {
		return err
	}
	pupils, counted := map[string]int{}, map[[2]string]bool{}
	for _, l := range lines {
		if one := [2]string{l.Line.Description, l.Pupil}; !counted[one] {
			counted[one] = true
			pupils[l.Line.Description]++
		}
	}
	// Help that fewer than five pupils get is not named: it could point at a child.
	f.HelpInUse = named5(pupils)
	advice, err := all[provision.Advice](ctx, d.store, kindAdvice)
	if err != nil {
		return err
	}
	services := map[string]int{}
	for _, a := range advice {
		if a.On.After(since) {
			services[a.Role]++
		}
	}
	f.Services = named5(services)
	notes, err := where[register.Note](ctx, d.store, kindNote, "type", register.NoteTraining)
	if err != nil {
		return err
	}
	topics := map[string]int{}
	for _, n := range notes {
		topics[n.Words]++
	}
	f.Training = named5(topics)
	return nil
}

// fewestNamed is how many pupils something must touch before it is named in public.
const fewestNamed = 5

func named5(counts map[string]int) []string {
	var out []string
	for name, n := range counts {
		if n >= fewestNamed && name != "" {
			out = append(out, name)
		}
	}
	slices.Sort(out)
	return out
}

// PublishReport records that the report was published today. It is refused while a
// clause is unanswered.
func (d *Desk) PublishReport(ctx context.Context) error {
	s := d.School()
	s.Published = d.Today()
	facts, err := d.ReportFacts(ctx)
	if err != nil {
		return err
	}
	facts.Published, facts.NextReview = s.Published, s.Published.AddYears(1)
	own, err := d.ReportWords(ctx)
	if err != nil {
		return err
	}
	if r := publish.Report(d.sections, d.plain, facts, own); !r.Publishable {
		return refuse("report", "The report is not ready to publish: "+r.Reasons[0])
	}
	edit, err := putNamed(kindSetting, settingSchool, s)
	if err != nil {
		return err
	}
	return d.do(ctx, "Publish the SEN information report", "", edit)
}

// standing is the check of the report as it was after the last change to its words
// or to the school's details. Reading the whole report again for every note that is
// written would make the window wait.
func (d *Desk) standing(ctx context.Context) (publish.Result, error) {
	d.mu.RLock()
	kept := d.report
	d.mu.RUnlock()
	if kept != nil {
		return *kept, nil
	}
	r, err := d.Report(ctx)
	if err != nil {
		return r, err
	}
	d.mu.Lock()
	d.report = &r
	d.mu.Unlock()
	return r, nil
}
