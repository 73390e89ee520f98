//go:build unix

package main

import (
	"fmt"

	"golang.org/x/sys/unix"

	"needsbook/ui/hub"
)

// roomAt says how much room there is on the disk of a folder, for those without
// special rights.
func roomAt(folder string) (hub.Disk, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(folder, &s); err != nil {
		return hub.Disk{}, fmt.Errorf("look at the room on the disk: %w", err)
	}
	return hub.Disk{Free: s.Bavail * uint64(s.Bsize), Total: s.Blocks * uint64(s.Bsize)}, nil
}
