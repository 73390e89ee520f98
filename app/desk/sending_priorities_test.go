package desk_test

import (
	"testing"

	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
)

func TestServiceHasOneOfThreePrioritiesOrNone(t *testing.T) {
	d, ctx := schooltest.Empty(t), t.Context()
	service := d.Services().List[0]
	for _, wrong := range []struct {
		service  string
		priority int
		field    string
	}{{"no such service", 1, "service"}, {service.ID, 4, "priority"}, {service.ID, -1, "priority"}} {
		refusedOn(t, d.SetServicePriority(ctx, wrong.service, wrong.priority), wrong.field)
	}
	if err := d.SetServicePriority(ctx, service.ID, desk.LowestPriority); err != nil {
		t.Fatal(err)
	}
	if err := d.SetServicePriority(ctx, service.ID, 1); err != nil {
		t.Fatal(err)
	}
	if got, err := d.ServicePriorities(ctx); err != nil || len(got) != 1 || got[service.ID] != 1 {
		t.Fatal(got, err)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if got, _ := d.ServicePriorities(ctx); got[service.ID] != desk.LowestPriority {
		t.Errorf("after undo: %v", got)
	}
	if err := d.SetServicePriority(ctx, service.ID, 0); err != nil {
		t.Fatal(err)
	}
	if got, _ := d.ServicePriorities(ctx); len(got) != 0 {
		t.Errorf("a priority is left: %v", got)
	}
}
