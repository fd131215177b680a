package dev.gradus.explorer;

import dev.gradus.explorer.Item.Frame;
import java.util.List;

/** Everything that is drawn, in place. */
record Scene(List<Item> items, Rect bounds) {
    private static final double MARGIN = 16;

    Scene {
        items = List.copyOf(items);
    }

    /** These items with a margin around them. */
    static Scene around(List<Item> items) {
        Rect all = bounds(items);
        double right = MARGIN - Math.floor(all.x());
        double down = MARGIN - Math.floor(all.y());
        return new Scene(
                items.stream().map(item -> item.moved(right, down)).toList(),
                new Rect(0, 0, Math.ceil(all.right()) + right + MARGIN, Math.ceil(all.bottom()) + down + MARGIN));
    }

    /** The bounds of each open scope, or of everything. */
    List<Rect> rows() {
        List<Rect> rows = items.stream()
                .filter(item -> item instanceof Frame frame && !frame.closed())
                .map(Item::bounds)
                .toList();
        return rows.isEmpty() ? List.of(bounds) : rows;
    }

    static Rect bounds(List<Item> items) {
        return items.stream().map(Item::bounds).reduce(Rect::around).orElseThrow();
    }
}
