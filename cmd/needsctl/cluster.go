package main

import (
	"fmt"
	"strconv"
	"strings"

	"needsbook/app/desk"
	"needsbook/app/exchange"
)

// enrolled is how the school stands with a hub.
type enrolled struct {
	Words    []string             `json:"fingerprint_words"` // of this computer; the hub's administrator compares them
	HubWords []string             `json:"hub_words"`
	Hub      string               `json:"hub"`
	Cluster  string               `json:"cluster"`
	State    exchange.DeviceState `json:"state"` // "" when the school has not joined
}

func enrolledAs(m desk.Membership) enrolled {
	return enrolled{m.Key.Words(), m.Hub.Key.Words(), m.Hub.Name, m.Cluster, m.State}
}

func (e enrolled) text() string {
	lines := []string{"The hub is " + e.Hub + ". Its six words: " + strings.Join(e.HubWords, " ")}
	switch e.State {
	case "":
		return strings.Join(append(lines, "Compare them with those that its administrator reads out. Nothing is kept; join with the code."), "\n")
	case exchange.Pending:
		lines = append(lines, "Read this computer's six words to the hub's administrator, who then lets it send: "+strings.Join(e.Words, " "))
	default:
		lines = append(lines, "This computer's six words: "+strings.Join(e.Words, " "))
	}
	return strings.Join(append(lines, fmt.Sprintf("Cluster %s, %s.", e.Cluster, e.State)), "\n")
}

func enrol(c *call) error {
	address := c.flags.String("hub", "", "the hub's `address`, such as https://hub.example.org")
	label := c.flags.String("label", "", "a `name` for this computer, such as \"SENCO laptop\"")
	words := c.flags.String("hub-words", "", "the six `words` of the hub; the school joins no other")
	check := c.flags.Bool("check", false, "ask how far the hub trusts this computer by now")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	if !*check {
		if err := c.needFlags("hub"); err != nil {
			return err
		}
	}
	return c.withDesk(func(d *desk.Desk) error {
		if *check {
			return c.checkMembership(d)
		}
		hub, err := d.MeetHub(c.ctx, *address)
		if err != nil {
			return err
		}
		if *words != "" && !sameWords(*words, hub.Words()) {
			return refusal("The hub that answered has other words: " + strings.Join(hub.Words(), " ") + ". The school did not join it. Ask the hub's administrator.")
		}
		if len(c.words) == 0 {
			e := enrolled{Words: []string{}, HubWords: hub.Words(), Hub: hub.Hub.Name}
			return c.print(e, "%s", e.text())
		}
		m, err := d.Join(c.ctx, hub, c.words[0], *label)
		if err != nil {
			return err
		}
		return c.print(enrolledAs(m), "%s", enrolledAs(m).text())
	})
}

// checkMembership is found wanting while the school may not send.
func (c *call) checkMembership(d *desk.Desk) error {
	m, err := d.CheckMembership(c.ctx)
	if err != nil {
		return err
	}
	if !m.Joined() {
		return refusal("The school has not joined a cluster yet. Join with: needsctl enrol CODE --hub ADDRESS")
	}
	if err := c.print(enrolledAs(m), "%s", enrolledAs(m).text()); err != nil {
		return err
	}
	if m.State != exchange.Active {
		return wanting("The hub does not let this computer send: it is " + string(m.State) + ".")
	}
	return nil
}

// sentItem is a document of the outbox, without its bytes.
type sentItem struct {
	Number   int64             `json:"number"`
	Document string            `json:"document_id"`
	Series   string            `json:"series"`
	Rev      int               `json:"rev"`
	State    exchange.State    `json:"state"`
	Receipt  *exchange.Receipt `json:"receipt"` // null until the hub's answer is here
	Attempts int               `json:"attempts"`
	LastCode exchange.Code     `json:"last_code"`
	Reason   string            `json:"reason"`
	Kind     string            `json:"kind"` // summary, withdraw or rotate
}

// itemNames are the words for kinds of document.
var itemNames = map[string]string{exchange.KindSummary: "Summary", exchange.KindWithdraw: "Withdrawal", exchange.KindRotate: "Change of key"}

// itemOf reads an item of the outbox; its receipt was checked when it came.
func itemOf(i exchange.OutboxItem, hub exchange.PublicKey) sentItem {
	out := sentItem{i.ID, i.DocID, i.Series, i.Rev, i.State, nil, i.Attempts, i.LastCode, i.Reason, desk.DocumentKind(i)}
	if r, err := exchange.OpenReceipt(i.Receipt, hub.Sign); err == nil {
		out.Receipt = &r
	}
	return out
}

func (i sentItem) text() string {
	line := fmt.Sprintf("%d. %s for %s, revision %d: %s.", i.Number, itemNames[i.Kind], i.Series, i.Rev, strings.ToLower(string(i.State)))
	if i.Receipt != nil {
		line += " The hub's receipt is of " + i.Receipt.Received.Format("2 Jan 2006 15:04") + "."
	}
	if i.Reason != "" {
		line += " " + i.Reason
	}
	return line
}

// printItem prints one document of the outbox.
func (c *call) printItem(d *desk.Desk, i exchange.OutboxItem) error {
	m, err := d.Membership(c.ctx)
	if err != nil {
		return err
	}
	item := itemOf(i, m.Hub.Key)
	return c.print(item, "%s", item.text())
}

func summaryApprove(c *call) error {
	id := c.flags.String("id", "", "the `document` that was looked at; another one is refused")
	by := c.flags.String("by", "", "who approves it; without it the `name` in the school's details")
	role := c.flags.String("role", desk.RoleHead, "what that person is: `head`, or senco where the sharing agreement lets the SENCO approve")
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		item, err := d.ApproveSummary(c.ctx, *id, desk.Approver{Name: *by, Role: *role})
		if err != nil {
			return err
		}
		return c.printItem(d, item)
	})
}

func summaryWithdraw(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		item, err := d.WithdrawSummary(c.ctx)
		if err != nil {
			return err
		}
		return c.printItem(d, item)
	})
}

// outboxFacts are documents of the outbox. State and Receipt are those of the last.
type outboxFacts struct {
	State   exchange.State    `json:"state"` // "" when there is none
	Receipt *exchange.Receipt `json:"receipt"`
	Items   []sentItem        `json:"items"`
}

func (c *call) printItems(d *desk.Desk, list []exchange.OutboxItem, none string) (outboxFacts, error) {
	facts := outboxFacts{Items: []sentItem{}}
	m, err := d.Membership(c.ctx)
	if err != nil {
		return facts, err
	}
	lines := []string{}
	for _, i := range list {
		item := itemOf(i, m.Hub.Key)
		facts.Items, lines = append(facts.Items, item), append(lines, item.text())
		facts.State, facts.Receipt = item.State, item.Receipt
	}
	if len(lines) == 0 {
		lines = []string{none}
	}
	return facts, c.print(facts, "%s", strings.Join(lines, "\n"))
}

// summarySend is found wanting where a document could not be delivered.
func summarySend(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		list, err := d.SendSummaries(c.ctx, true)
		if err != nil {
			return err
		}
		facts, err := c.printItems(d, list, "Nothing waits to be sent.")
		if err != nil {
			return err
		}
		for _, i := range facts.Items {
			if i.Receipt == nil && i.LastCode != exchange.HandedOver {
				return wanting("The hub has not taken every document. Those that wait are kept and can be sent again.")
			}
		}
		return nil
	})
}

func summaryOutbox(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		list, err := d.Outbox(c.ctx)
		if err != nil {
			return err
		}
		_, err = c.printItems(d, list, "Nothing was approved yet.")
		return err
	})
}

func summaryAgain(c *call) error {
	if err := c.parse(1, 1); err != nil {
		return err
	}
	n, err := strconv.ParseInt(c.words[0], 10, 64)
	if err != nil {
		return usageError("“" + c.words[0] + "” is not the number of a document in the outbox.")
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.SendAgain(c.ctx, n); err != nil {
			return err
		}
		return c.print(map[string]any{"number": n, "state": exchange.Ready}, "Document %d is ready to be sent again.", n)
	})
}

func summaryFolder(c *call) error {
	network := c.flags.Bool("network", false, "send by the network again")
	if err := c.parse(0, 1); err != nil {
		return err
	}
	if *network == (len(c.words) == 1) {
		return c.misuse("Name a folder, or say --network.")
	}
	folder := strings.Join(c.words, "")
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.SendByFolder(c.ctx, folder); err != nil {
			return err
		}
		words := "Summaries go by the folder " + folder + "."
		if *network {
			words = "Summaries go by the network."
		}
		return c.print(map[string]string{"folder": folder}, "%s", words)
	})
}

func summaryRelease(c *call) error {
	if err := c.parse(0, 0); err != nil {
		return err
	}
	return c.withDesk(func(d *desk.Desk) error {
		if err := d.ReleaseHold(c.ctx); err != nil {
			return err
		}
		return c.print(map[string]bool{"on_hold": false}, "Sending may go on.")
	})
}
