package desk_test

import (
	"bytes"
	"errors"
	"needsbook/app/publish"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/register"
	"needsbook/assets"
)

func TestDemoRequestIsReadyAndLosingConsentClosesOneGate(t *testing.T) {
	d := demo(t)
	draft, err := d.DraftRequest(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range draft.Result.Gates {
		if !g.OK {
			t.Errorf("gate %s is %s: %s", g.ID, g.State, g.Why)
		}
	}
	if draft.Result.Totals.Extra.IsZero() || draft.Result.Totals.School.Cmp(money.Pounds(6000)) != 0 {
		t.Errorf("totals are %+v", draft.Result.Totals)
	}
	rec, err := d.Record(ctx, draft.Request.Pupil)
	if err != nil {
		t.Fatal(err)
	}
	c := rec.Consents[0]
	c.Withdrawn = d.Today()
	if _, err := d.SaveConsent(ctx, c); err != nil {
		t.Fatal(err)
	}
	after, _ := d.DraftRequest(ctx, 1)
	closed := []string{}
	for _, g := range after.Result.Gates {
		if !g.OK {
			closed = append(closed, g.ID)
		}
	}
	if strings.Join(closed, " ") != "consent" || after.Result.Ready {
		t.Errorf("without consent the gates %v are closed", closed)
	}
	var why *desk.Refusal
	if err := d.MarkReady(ctx, 1); !errors.As(err, &why) {
		t.Errorf("a request without consent was made ready: %v", err)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if err := d.MarkReady(ctx, 1); err != nil {
		t.Fatal(err)
	}
}

func TestRequestGoesFromDraftToDecisionAndBack(t *testing.T) {
	d := demo(t)
	if err := d.MarkSubmitted(ctx, 1, d.Today()); err == nil {
		t.Error("a draft was sent")
	}
	for _, step := range []error{d.MarkReady(ctx, 1), d.MarkSubmitted(ctx, 1, d.Today()), d.Decide(ctx, 1, funding.Decision{Outcome: funding.Agreed, On: d.Today(),
		Amount: money.Pounds(3000), From: day.Of(2027, 1, 4), To: day.Of(2027, 8, 31), People: []funding.Person{{Name: "Pat Moss", Capacity: "SEN officer"}}})} {
		if step != nil {
			t.Fatal(step)
		}
	}
	r, err := d.Request(ctx, 1)
	if err != nil || r.Status() != funding.Decided {
		t.Fatal(r.Status(), err)
	}
	if err := d.SaveRequest(ctx, r); err == nil {
		t.Error("a decided request was changed")
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if r, _ = d.Request(ctx, 1); r.Status() != funding.Submitted {
		t.Errorf("after undo the request is %s", r.Status())
	}
}

func TestNewRequestOfAPupilWithNothingIsMarkedDraft(t *testing.T) {
	d := open(t)
	id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Forename: "Zoë", Surname: "Adams"}, Status: "K", Needs: []string{"SPLD"}})
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.NewRequest(ctx, desk.RequestStart{Kind: desk.KindIndividual, Pupils: []string{id}})
	if err != nil {
		t.Fatal(err)
	}
	doc, err := d.RequestDocument(ctx, r.Number, desk.NamesFull)
	if err != nil || !strings.Contains(doc.Watermark, "DRAFT") {
		t.Errorf("watermark %q, %v", doc.Watermark, err)
	}
	if _, err := d.NewRequest(ctx, desk.RequestStart{Kind: "teapot", Pupils: []string{id}}); err == nil {
		t.Error("a request of an unknown kind was made")
	}
}

func TestDocumentsComeOutAsPDFAndPage(t *testing.T) {
	d := demo(t)
	for name, make := range map[string]func() ([]byte, []string, error){
		"request": func() ([]byte, []string, error) { return d.RequestPDF(ctx, 1, desk.NamesFull) },
		"report":  func() ([]byte, []string, error) { return d.ReportPDF(ctx, publish.SENInformation) },
	} {
		file, missing, err := make()
		if err != nil || !bytes.HasPrefix(file, []byte("%PDF-1.7")) || len(missing) > 0 {
			t.Errorf("%s: %d bytes, missing %q, %v", name, len(file), missing, err)
		}
		again, _, _ := make()
		if !bytes.Equal(file, again) {
			t.Errorf("%s: two PDFs of the same facts differ", name)
		}
	}
	page, err := d.ReportHTML(ctx, publish.SENInformation)
	if err != nil || !bytes.Contains(page, []byte("SEN information report")) || !bytes.Contains(page, []byte("DEMO")) {
		t.Errorf("the page: %v", err)
	}
}

func TestDemoReportCanBePublishedAndSaysWhatIsLeft(t *testing.T) {
	d := demo(t)
	r, err := d.Report(ctx, publish.SENInformation)
	if err != nil {
		t.Fatal(err)
	}
	states := map[string]int{}
	for _, s := range r.Sections {
		states[string(s.State)]++
	}
	if !r.Publishable {
		t.Errorf("not publishable: %v", r.Reasons)
	}
	if len(r.Sections) != 27 || states["complete"] < 20 || states["complete"] == 27 {
		t.Errorf("%v", states)
	}
	if err := d.SaveReportWords(ctx, publish.SENInformation, "senco_contact", ""); err != nil {
		t.Fatal(err)
	}
	if r, _ = d.Report(ctx, publish.SENInformation); r.Publishable {
		t.Error("a report without the SENCO's contact can be published")
	}
	if err := d.PublishReport(ctx, publish.SENInformation); err == nil {
		t.Error("it was published")
	}
	if err := d.SaveReportWords(ctx, publish.SENInformation, "teapot", "x"); err == nil {
		t.Error("words for an unknown section were kept")
	}
}

func TestInstallingTheShippedContinuumChangesNothingForTheCluster(t *testing.T) {
	d := demo(t)
	before, err := d.PreviewSummary(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if err := d.InstallPack(ctx, assets.Pack("continuum.json")); err != nil {
		t.Fatal(err)
	}
	after, err := d.PreviewSummary(ctx)
	if err != nil || after.ID != before.ID {
		t.Errorf("the same continuum has another name after it was installed: %v", err)
	}
}
