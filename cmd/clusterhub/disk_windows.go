package main

import (
	"fmt"

	"golang.org/x/sys/windows"

	"needsbook/ui/hub"
)

// roomAt says how much room there is on the disk of a folder, for those without
// special rights.
func roomAt(folder string) (hub.Disk, error) {
	path, err := windows.UTF16PtrFromString(folder)
	var free, total uint64
	if err == nil {
		err = windows.GetDiskFreeSpaceEx(path, &free, &total, nil)
	}
	if err != nil {
		return hub.Disk{}, fmt.Errorf("look at the room on the disk: %w", err)
	}
	return hub.Disk{Free: free, Total: total}, nil
}
