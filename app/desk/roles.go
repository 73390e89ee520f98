package desk

import (
	"context"
	"slices"

	"needsbook/app/access"
	"needsbook/app/journal"
)

// What a role may do is kept in the table of app/access. Every change goes through
// doAs, which asks mayEdit; what is guarded beside changes asks allow first.

// kindActions is what changing a record of each kind needs. A kind without a line is
// refused to everybody but the SENCO, and a test says so.
var kindActions = map[string]access.Action{
	kindPupil: access.WriteRecord, kindStatus: access.WriteRecord, kindNeed: access.WriteRecord, kindContact: access.WriteRecord,
	kindConsent: access.WriteRecord, kindAdvice: access.WriteRecord, kindEHCPlan: access.WriteRecord, kindAmendment: access.WriteRecord,
	kindReferral: access.WriteRecord, kindDestination: access.WriteRecord,
	kindLegalHold: access.Erase, kindErasure: access.Erase,

	kindNote: access.LogDay, kindConcern: access.LogDay, kindAttachment: access.LogDay, kindAttendance: access.LogDay,
	kindCycle: access.HoldReviews, kindOutcome: access.HoldReviews, kindPlaceReview: access.HoldReviews, kindMeeting: access.HoldReviews, kindInvitee: access.HoldReviews,
	kindView: access.KeepViews, kindDeferral: access.PutOff,

	kindIntervention: access.Provide, kindPlacement: access.Provide, kindStaff: access.Provide,
	kindCorrection: access.WritePlans,
	kindLevel:      access.Level, kindModerationRound: access.Level, kindModerationCase: access.Level, kindVignettes: access.Level, kindVignetteScore: access.Level,
	kindRequest: access.Fund, kindRequestPupil: access.Fund, kindBudgetLine: access.Fund,
	kindWords: access.Publish, kindPublication: access.Publish, kindActivity: access.Publish, kindConsultation: access.Publish,
	kindSending: access.Send, kindHandover: access.Send,
	kindSetting: access.Settings, kindPack: access.Settings, kindEdition: access.Settings, kindField: access.Settings,
}

// keptOnceMade are the kinds that whoever may write them may not take away again: what
// was said about a child stays until the SENCO takes it out.
var keptOnceMade = []string{kindNote, kindConcern, kindAttachment, kindCycle, kindOutcome, kindMeeting}

// Role returns the role of whoever opened the file.
func (d *Desk) Role() access.Role { return d.seat.Role }

// Seat returns who opened the file.
func (d *Desk) Seat() access.Seat { return d.seat }

// May reports whether whoever opened the file may do something.
func (d *Desk) May(a access.Action) bool { return d.seat.May(a) }

// allow refuses what the role of whoever opened the file does not include.
func (d *Desk) allow(a access.Action) error {
	if d.May(a) {
		return nil
	}
	return &Refusal{Field: fieldRole, Words: d.seat.Refused(a)}
}

// fieldRole is the field of a refusal that a role is the reason of.
const fieldRole = "role"

// allowEdits refuses a step with an edit that the role does not include.
func (d *Desk) allowEdits(edits []journal.Edit) error {
	for _, e := range edits {
		if err := d.allow(editAction(e.Kind, e.Remove)); err != nil {
			return err
		}
	}
	return nil
}

// editAction is what an edit of a record of a kind needs.
func editAction(kind string, removes bool) access.Action {
	if removes && slices.Contains(keptOnceMade, kind) {
		return access.Erase
	}
	if action, has := kindActions[kind]; has {
		return action
	}
	return access.Erase
}

// mostUndone is how far back it is looked for the step that undo would take back.
const mostUndone = 400

// allowReplay refuses to take back or do again a step that the role does not include,
// and, but for the SENCO, one that somebody else made.
func (d *Desk) allowReplay(ctx context.Context, redo bool) error {
	if d.seat.Role == access.SENCO {
		return nil
	}
	undoable, redoable, err := d.store.Stacks(ctx)
	stack, none := undoable, journal.ErrNothingToUndo
	if redo {
		stack, none = redoable, journal.ErrNothingToRedo
	}
	if err != nil {
		return err
	}
	if len(stack) == 0 {
		return none
	}
	steps, err := d.store.History(ctx, "", mostUndone)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(steps, func(s journal.Step) bool { return s.N == stack[len(stack)-1] })
	if at < 0 || steps[at].By != d.options.By {
		return refuse(fieldRole, "The last change was made by somebody else. Only the SENCO takes back what others did. Nothing was changed.")
	}
	for _, c := range steps[at].Changes {
		if err := d.allow(editAction(c.Kind, false)); err != nil {
			return err
		}
	}
	return nil
}
