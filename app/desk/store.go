package desk

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"needsbook/app/journal"
)

// Store is what the desk needs of the school's file.
type Store interface {
	All(ctx context.Context, kind string, each func(journal.Body) error) error
	Where(ctx context.Context, kind, field, value string, each func(journal.Body) error) error
	Distinct(ctx context.Context, kind, field string) ([]string, error)
	Kinds(field string) []string // the kinds of record that have a field
	Get(ctx context.Context, kind, key string) (journal.Body, bool, error)
	Do(ctx context.Context, step journal.Step, edits []journal.Edit) (journal.Step, error)
	Undo(ctx context.Context, at time.Time, by string) (journal.Step, error)
	Redo(ctx context.Context, at time.Time, by string) (journal.Step, error)
	Stacks(ctx context.Context) (undo, redo []int64, err error)
	// Label returns what one step is called, without reading what it changed.
	Label(ctx context.Context, n int64) (string, error)
	History(ctx context.Context, pupil string, limit int) ([]journal.Step, error)
	// Labelled returns the steps with a label, the latest first, without reading what others changed.
	Labelled(ctx context.Context, label string) ([]journal.Step, error)
	VerifyChain(ctx context.Context) (steps int, err error)
	// Remember keeps a value of the window's own under a name, outside the journal; nil forgets it.
	Remember(ctx context.Context, name string, value json.RawMessage) error
	Remembered(ctx context.Context, name string) (value json.RawMessage, found bool, err error)
	Close() error
}

// kinds of record in the file.
const (
	kindPupil   = "pupil"
	kindStatus  = "status"
	kindNeed    = "need"
	kindContact = "contact"
	kindConsent = "consent"
	kindNote    = "note"
	kindCycle   = "cycle"
	kindOutcome = "outcome"
	kindAdvice  = "advice"
	kindLevel   = "level"
	kindRequest = "request"
	kindWords   = "report_words"
	kindSetting = "setting"
	kindPack    = "pack"
	kindSending = "sending"

	kindConcern    = "concern"
	kindAttachment = "attachment"
	kindEHCPlan    = "ehc_plan"
	kindAmendment  = "amendment"
	kindInvitee    = "invitee"
	kindReferral   = "referral"
	kindHandover   = "handover"
	kindField      = "field"
	kindView       = "saved_view"
	kindDeferral   = "deferral"

	kindIntervention = "intervention"
	kindPlacement    = "placement"
	kindAttendance   = "attendance"
	kindPlaceReview  = "placement_review"
	kindStaff        = "staff"
	kindMeeting      = "meeting"
	kindCorrection   = "correction"

	kindEdition         = "edition"
	kindModerationRound = "moderation_round"
	kindModerationCase  = "moderation_case"
	kindVignettes       = "vignette_set"
	kindVignetteScore   = "vignette_score"
	kindRequestPupil    = "request_pupil"
	kindBudgetLine      = "budget_line"

	kindPublication  = "publication"
	kindActivity     = "activity"
	kindConsultation = "consultation"

	kindDestination = "destination"

	kindLegalHold = "legal_hold"
	kindErasure   = "erasure"
)

// all reads every record of a kind.
func all[T any](ctx context.Context, s Store, kind string) ([]T, error) {
	return gather[T](kind, func(each func(journal.Body) error) error { return s.All(ctx, kind, each) })
}

// where reads the records of a kind whose field has a value.
func where[T any](ctx context.Context, s Store, kind, field, value string) ([]T, error) {
	return gather[T](kind, func(each func(journal.Body) error) error { return s.Where(ctx, kind, field, value, each) })
}

func gather[T any](kind string, read func(func(journal.Body) error) error) ([]T, error) {
	var out []T
	err := read(func(body journal.Body) error {
		var v T
		if err := json.Unmarshal(body, &v); err != nil {
			return fmt.Errorf("a %s record cannot be read: %w", kind, err)
		}
		out = append(out, v)
		return nil
	})
	return out, err
}

// readRecord reads one record into v and reports whether there is one.
func readRecord(ctx context.Context, s Store, kind, key string, v any) (bool, error) {
	body, found, err := s.Get(ctx, kind, key)
	if err != nil || !found {
		return false, err
	}
	if err := json.Unmarshal(body, v); err != nil {
		return false, fmt.Errorf("a %s record cannot be read: %w", kind, err)
	}
	return true, nil
}

// named is a record that is one object under a name: a setting or a sending.
type named struct {
	ID    string          `json:"id"`
	Value json.RawMessage `json:"value"`
}

// readNamed reads one named object into v and reports whether there is one.
func readNamed(ctx context.Context, s Store, kind, id string, v any) (bool, error) {
	body, found, err := s.Get(ctx, kind, id)
	if err != nil || !found {
		return false, err
	}
	var n named
	if err := json.Unmarshal(body, &n); err != nil {
		return false, fmt.Errorf("the %s %q cannot be read: %w", kind, id, err)
	}
	if err := json.Unmarshal(n.Value, v); err != nil {
		return false, fmt.Errorf("the %s %q cannot be read: %w", kind, id, err)
	}
	return true, nil
}

// putNamed is the edit that writes one named object.
func putNamed(kind, id string, v any) (journal.Edit, error) {
	value, err := json.Marshal(v)
	if err != nil {
		return journal.Edit{}, fmt.Errorf("the %s %q cannot be written: %w", kind, id, err)
	}
	return journal.Edit{Kind: kind, Key: id, Value: named{ID: id, Value: value}}, nil
}
