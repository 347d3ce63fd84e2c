"""Every action of the program, told once: menus, toolbar, shortcuts and command palette all read the same table."""
