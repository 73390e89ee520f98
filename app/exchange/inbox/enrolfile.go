package inbox

import (
	"context"
	"errors"

	"needsbook/app/day"
	"needsbook/app/exchange"
)

// EnrolByFile takes a request to join that came as a file, by a shared folder or by
// hand, and makes the file that answers it. A refusal has an answer too, which says
// why. There is none, and the device is empty, when the file is no request; and none
// when the records cannot be written, so that the file is tried again.
func (in Inbox) EnrolByFile(ctx context.Context, file []byte) (answer []byte, device string, code exchange.Code, err error) {
	r, err := exchange.OpenEnrolFile(file, in.Key)
	if err != nil {
		return nil, "", exchange.BadForm, nil
	}
	device = r.Key.ID()
	a, code, err := in.enrol(ctx, r, r.CheckFile(in.Key.Public()))
	switch {
	case code == exchange.Unavailable:
		return nil, device, code, err
	case code != "":
		a = exchange.EnrolAnswer{Device: device, URN: r.URN, Hub: in.Hub(), Refused: code}
	}
	return a.Sign(in.Key), device, code, nil
}

// EnrolAnswer makes the file that tells a school how its key stands now: pending,
// active or revoked.
func (in Inbox) EnrolAnswer(ctx context.Context, device string) ([]byte, error) {
	var a exchange.EnrolAnswer
	err := in.Store.Read(ctx, func(r Reader) error {
		d, err := r.Device(device)
		if errors.Is(err, ErrNotFound) {
			return refuse("No computer has the identifier %.40q. See the list with: clusterhub devices", device)
		}
		if err != nil {
			return err
		}
		a, err = in.answerFor(r, d)
		return err
	})
	if err != nil {
		return nil, err
	}
	return a.Sign(in.Key), nil
}

func (in Inbox) answerFor(r Reader, d Device) (exchange.EnrolAnswer, error) {
	school, err := r.School(d.URN)
	if err != nil {
		return exchange.EnrolAnswer{}, err
	}
	home, err := HomeOn(r, d.URN, day.On(in.Now()))
	if home == "" {
		home = school.Cluster // it will join, or has left
	}
	return exchange.EnrolAnswer{State: d.State, Device: d.ID, URN: school.URN, School: school.Name, Cluster: home, Hub: in.Hub()}, err
}
