package dev.gradus.explorer;

import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.List;

/**
 * What is laid out as one: an op with what enters it from above and the value that leaves it, or a leaf that stands by
 * itself. Its origin lies on the line on which the main edge runs, at the middle of the op's circle.
 */
final class Block {
    private final Node node;
    private final List<Item> items = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private double outlet;

    /** Where an edge comes in: which input of the op, and the place on the rim. */
    record Socket(int input, Point place) {}

    Block(Node node) {
        this.node = node;
    }

    Node node() {
        return node;
    }

    void add(Item item) {
        items.add(item);
    }

    void socket(int input, Point place) {
        sockets.add(new Socket(input, place));
    }

    /** The edge leaves at the height of the origin, so far to the right of it. */
    void outlet(double x) {
        outlet = x;
    }

    double outlet() {
        return outlet;
    }

    List<Socket> sockets() {
        return sockets;
    }

    List<Item> items() {
        return items;
    }

    Rect bounds() {
        Rect all = new Rect(0, 0, Math.max(outlet, 0), 0);
        for (Item item : items) {
            all = all.around(item.bounds());
        }
        return all;
    }
}
