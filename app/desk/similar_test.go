package desk_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/desk"
	"needsbook/storage/schooldb/schooltest"
)

func TestLikeNeedsCostEachAloneAgainstShared(t *testing.T) {
	d, ctx := schooltest.Demo(t), context.Background()
	found, err := d.LikeNeeds(ctx, "")
	if err != nil || len(found) == 0 {
		t.Fatal(found, err)
	}
	for _, n := range found {
		if len(n.Members) != len(n.Pupils) || n.AreaName == "" || n.Years == "" {
			t.Errorf("%+v", n)
		}
		for _, o := range n.Options {
			if o.Groups*o.Size < len(n.Members) || o.Size > len(n.Members) {
				t.Errorf("%s: %d groups of %d for %d pupils", o.Name, o.Groups, o.Size, len(n.Members))
			}
			if o.Shared.Cmp(o.Alone) > 0 || o.Saves().Cmp(o.Alone.Sub(o.Shared)) != 0 {
				t.Errorf("%s: shared %s, alone %s", o.Name, o.Shared, o.Alone)
			}
			whole := o.EachOf.Mul(decimal.NewFromInt(int64(o.Groups * o.Size)))
			if spread := whole.Sub(o.Shared); spread.InPence() > int64(o.Size*o.Groups) || spread.InPence() < -int64(o.Size*o.Groups) {
				t.Errorf("%s: %d shares of %s do not make %s", o.Name, o.Groups*o.Size, o.EachOf, o.Shared)
			}
		}
	}
	for _, m := range found[0].Members {
		l, ok, err := d.Level(ctx, m.ID)
		if err != nil || !ok || l.Ratings[found[0].Need] != m.Level {
			t.Errorf("%+v is not rated so", m)
		}
	}
}

func TestLikeNeedsOfALevelThatIsNotThereAreRefused(t *testing.T) {
	_, err := schooltest.Demo(t).LikeNeeds(context.Background(), "band 9")
	var refused *desk.Refusal
	if !errors.As(err, &refused) || !strings.Contains(refused.Words, "band 9") {
		t.Error(err)
	}
}

func TestGroupRequestBeginsFromLikeNeeds(t *testing.T) {
	d, ctx := schooltest.Demo(t), context.Background()
	found, err := d.LikeNeeds(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	r, err := d.RequestForLikeNeed(ctx, found[0])
	if err != nil {
		t.Fatal(err)
	}
	if r.Kind != "group" || !strings.Contains(r.Title, found[0].Name) {
		t.Errorf("%+v", r)
	}
	pupils, err := d.RequestPupils(ctx, r)
	if err != nil || len(pupils) != len(found[0].Pupils) {
		t.Error(pupils, err)
	}
}
