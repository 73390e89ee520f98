package desk

import "context"

// PublishReport records that a document was published today. It is refused while a
// clause is unanswered.
func (d *Desk) PublishReport(ctx context.Context, document string) error {
	s := d.School()
	s.Published = d.Today()
	facts, err := d.ReportFacts(ctx)
	if err != nil {
		return err
	}
	facts.Published, facts.NextReview = s.Published, s.Published.AddYears(1)
	r, err := d.reportOn(ctx, document, facts)
	if err != nil {
		return err
	}
	if !r.Publishable {
		return refuse("report", "This document is not ready to publish: "+r.Reasons[0])
	}
	edit, err := putNamed(kindSetting, settingSchool, s)
	if err != nil {
		return err
	}
	return d.do(ctx, "Publish: "+r.Doc.Title, "", edit)
}
