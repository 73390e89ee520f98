package desk

import (
	"context"
	"fmt"
)

// settingPriorities holds the school's own priorities among services.
const settingPriorities = "service_priorities"

// LowestPriority is the last of the priorities that a school can give a service; 1 is
// the first.
const LowestPriority = 3

// ServicePriorities returns the school's own priorities among the services of the pack,
// by service: 1 to LowestPriority. A service without one is left out. The summary tells
// the cluster of them in table T09.
func (d *Desk) ServicePriorities(ctx context.Context) (map[string]int, error) {
	kept := map[string]int{}
	if _, err := readNamed(ctx, d.store, kindSetting, settingPriorities, &kept); err != nil {
		return nil, err
	}
	return kept, nil
}

// SetServicePriority gives a service a priority of the school's own, 1 to
// LowestPriority; 0 takes it away. It is one step that can be undone.
func (d *Desk) SetServicePriority(ctx context.Context, service string, priority int) error {
	one, known := d.services.Find(service)
	switch {
	case !known:
		return refuse("service", "This service is not in the pack of services in use. Nothing was changed.")
	case priority < 0 || priority > LowestPriority:
		return refuse("priority", fmt.Sprintf("A priority is a number from 1, the first, to %d, or 0 for none.", LowestPriority))
	}
	kept, err := d.ServicePriorities(ctx)
	if err != nil || kept[one.ID] == priority {
		return err
	}
	label := "Give " + one.Name + " no priority"
	if delete(kept, one.ID); priority > 0 {
		kept[one.ID], label = priority, fmt.Sprintf("Give %s priority %d", one.Name, priority)
	}
	edit, err := putNamed(kindSetting, settingPriorities, kept)
	if err != nil {
		return err
	}
	return d.do(ctx, label, "", edit)
}
