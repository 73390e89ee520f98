package desk_test

import (
	"testing"

	"needsbook/app/desk"
)

func TestOneDraftForAPupilIsTakenUpAgain(t *testing.T) {
	d := demo(t)
	id := one(t, d, "nguyen").ID
	first, err := d.DraftFor(ctx, desk.KindIndividual, id)
	if err != nil {
		t.Fatal(err)
	}
	again, err := d.DraftFor(ctx, desk.KindIndividual, id)
	if err != nil || again.Number != first.Number {
		t.Errorf("the draft %s became %s, %v", first.Reference(), again.Reference(), err)
	}
	if _, err := d.DraftFor(ctx, desk.KindIndividual, "nobody"); err == nil {
		t.Error("a request was started for nobody")
	}
}

func TestRequestCostsAndAmountAreThoseOnThePaper(t *testing.T) {
	d := demo(t)
	draft, err := d.DraftRequest(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	costs, err := d.RequestCosts(ctx, draft.Request)
	if err != nil || costs.Total.Cmp(draft.Result.Totals.Total) != 0 || len(costs.Lines) != len(draft.Facts.Lines) {
		t.Errorf("costs come to %s in %d lines, the request to %s, %v", costs.Total.Words(), len(costs.Lines), draft.Result.Totals.Total.Words(), err)
	}
	before, err := d.RequestAmount(ctx, draft.Request)
	if err != nil || before.Cmp(draft.Result.Totals.Extra) != 0 {
		t.Errorf("a draft asks for %s, %v", before.Words(), err)
	}
	if err := d.MarkReady(ctx, 1); err != nil {
		t.Fatal(err)
	}
	r, _ := d.Request(ctx, 1)
	if after, err := d.RequestAmount(ctx, r); err != nil || after.Cmp(before) != 0 {
		t.Errorf("ready it asks for %s, %v", after.Words(), err)
	}
}
