package dev.gradus.explorer;

import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A unit of the layout: an op with its operands from above and its value, a leaf that stands by itself, or a closed
 * scope. Its origin lies on the line of the main edge.
 */
final class Block {
    private final Rank rank;
    private final List<Item> items = new ArrayList<>();
    private final List<Socket> sockets = new ArrayList<>();
    private final Map<Node, Outlet> outlets = new LinkedHashMap<>();

    /** Its place in the row: at the left, at the right, or where its edges want it. */
    enum Rank {
        FIRST,
        ANY,
        LAST
    }

    /**
     * Where an edge comes in.
     *
     * @param user the op that uses the value, by its place; the value itself if the edge does not lead to an op
     * @param place the end of the black edge
     * @param backStart where the blue edge leaves, measured from the origin to the right
     * @param back whether there is a blue edge
     */
    record Socket(Node source, int user, Point place, double backStart, boolean back) {}

    /**
     * Where a value's edges leave.
     *
     * @param place the end of the edge's part that belongs to the block
     * @param start where the black edge starts, measured from the origin to the right
     * @param backEnd where the blue edge ends
     * @param backOffset how far below the black edge the blue one is
     */
    record Outlet(int node, Point place, double start, double backEnd, double backOffset) {
        Outlet(int node, Point place, double start, double backEnd) {
            this(node, place, start, backEnd, Metrics.BACKWARD_OFFSET);
        }
    }

    Block() {
        this(Rank.ANY);
    }

    Block(Rank rank) {
        this.rank = rank;
    }

    Rank rank() {
        return rank;
    }

    void add(Item item) {
        items.add(item);
    }

    void add(TensorFigure figure, double x, double y) {
        figure.items().forEach(item -> items.add(item.moved(x, y)));
    }

    void socket(Socket socket) {
        sockets.add(socket);
    }

    void outlet(Node value, Outlet outlet) {
        outlets.put(value, outlet);
    }

    Map<Node, Outlet> outlets() {
        return outlets;
    }

    List<Socket> sockets() {
        return sockets;
    }

    List<Item> items() {
        return items;
    }

    Rect bounds() {
        Rect all = new Rect(0, 0, 0, 0);
        for (Item item : items) {
            all = all.around(item.bounds());
        }
        for (Outlet outlet : outlets.values()) {
            all = all.around(new Rect(outlet.place().x(), outlet.place().y(), 0, 0));
        }
        double left = Math.floor(all.x());
        double top = Math.floor(all.y());
        return new Rect(left, top, Math.ceil(all.right()) - left, Math.ceil(all.bottom()) - top);
    }
}
