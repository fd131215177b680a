package dev.gradus.explorer;

import java.util.List;

/** Everything that is drawn, in place. */
record Scene(List<Item> items, Rect bounds) {
    Scene {
        items = List.copyOf(items);
    }
}
