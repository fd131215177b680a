package dev.gradus.explorer;

import dev.gradus.explorer.Block.Outlet;
import dev.gradus.explorer.Block.Rank;
import dev.gradus.explorer.Block.Socket;
import dev.gradus.explorer.Edges.Edge;
import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayerConstraint;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Puts blocks in layers from left to right with Eclipse ELK's layered algorithm (Sugiyama, Tagawa and Toda, "Methods for
 * visual understanding of hierarchical system structures", 1981) and draws the edges between them along ELK's routes.
 */
final class LayeredLayout {
    private static final double SPACE = 26;

    /** A plus stands beside an edge that turns, in front of the next op. */
    private static final double WIDE_SPACE = 40;

    private final ElkNode graph = ElkGraphUtil.createGraph();
    private final Map<Block, ElkNode> placed = new LinkedHashMap<>();
    private final Map<Node, Source> sources = new HashMap<>();
    private final Map<Node, List<Wiring>> wirings = new LinkedHashMap<>();

    private record Source(Block block, Outlet outlet, ElkPort port) {}

    private record Wiring(Block to, Socket socket, ElkEdge route) {}

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private LayeredLayout() {}

    /** All items, in place. */
    static List<Item> of(List<Block> blocks) {
        LayeredLayout layout = new LayeredLayout();
        layout.setOptions();
        blocks.forEach(layout::addNode);
        blocks.forEach(layout::addEdges);
        new LayeredLayoutProvider().layout(layout.graph, new BasicProgressMonitor());
        return layout.items();
    }

    private void setOptions() {
        graph.setProperty(CoreOptions.DIRECTION, Direction.RIGHT);
        graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        graph.setProperty(CoreOptions.RANDOM_SEED, 1);
        graph.setProperty(CoreOptions.SPACING_NODE_NODE, SPACE);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE, SPACE);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, SPACE);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, SPACE);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, SPACE + 2);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, WIDE_SPACE);
    }

    private void addNode(Block block) {
        Rect bounds = block.bounds();
        ElkNode box = ElkGraphUtil.createNode(graph);
        box.setDimensions(bounds.width(), bounds.height());
        box.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
        if (block.rank() != Rank.ANY) {
            box.setProperty(
                    LayeredOptions.LAYERING_LAYER_CONSTRAINT,
                    block.rank() == Rank.FIRST ? LayerConstraint.FIRST : LayerConstraint.LAST);
        }
        placed.put(block, box);
        block.outlets().forEach((node, outlet) -> {
            ElkPort port =
                    port(box, PortSide.EAST, bounds.width(), outlet.place().y() - bounds.y());
            sources.put(node, new Source(block, outlet, port));
        });
    }

    private static ElkPort port(ElkNode box, PortSide side, double x, double y) {
        ElkPort port = ElkGraphUtil.createPort(box);
        port.setDimensions(0, 0);
        port.setLocation(x, y);
        port.setProperty(CoreOptions.PORT_SIDE, side);
        return port;
    }

    private void addEdges(Block block) {
        for (Socket socket : block.sockets()) {
            double y = socket.place().y() - block.bounds().y();
            ElkPort end = port(known(placed, block), PortSide.WEST, 0, y);
            ElkEdge route = ElkGraphUtil.createSimpleEdge(
                    known(sources, socket.source()).port(), end);
            wirings.computeIfAbsent(socket.source(), source -> new ArrayList<>())
                    .add(new Wiring(block, socket, route));
        }
    }

    private static <K, V> V known(Map<K, V> map, K key) {
        return Optional.ofNullable(map.get(key)).orElseThrow();
    }

    private List<Item> items() {
        List<Item> items = new ArrayList<>();
        wirings.forEach((value, all) -> {
            Source source = known(sources, value);
            Point from = origin(source.block());
            Outlet outlet = source.outlet();
            Point start = from.moved(outlet.start(), outlet.place().y());
            Edges.draw(
                    outlet.node(),
                    all.stream().map(wiring -> edge(start, wiring)).toList(),
                    from.x() + outlet.backEnd(),
                    outlet.backOffset(),
                    items);
        });
        placed.keySet().forEach(block -> {
            Point origin = origin(block);
            block.items().forEach(item -> items.add(item.moved(origin.x(), origin.y())));
        });
        return items;
    }

    private Edge edge(Point start, Wiring wiring) {
        Point to = origin(wiring.to());
        Socket socket = wiring.socket();
        Point end = to.moved(socket.place().x(), socket.place().y());
        return new Edge(socket.user(), route(start, wiring.route(), end), to.x() + socket.backStart(), socket.back());
    }

    /** ELK's bends are moved to the middles of pixels, as blocks are, but stay right angles. */
    private static List<Point> route(Point start, ElkEdge edge, Point end) {
        List<Point> points = new ArrayList<>(List.of(start));
        List<ElkBendPoint> bends = edge.getSections().get(0).getBendPoints();
        for (int i = 0; i < bends.size(); i++) {
            boolean horizontal = i % 2 == 0;
            double x = horizontal ? middle(bends.get(i).getX()) : points.get(i).x();
            double y = horizontal
                    ? points.get(i).y()
                    : i == bends.size() - 1 ? end.y() : middle(bends.get(i).getY());
            points.add(new Point(x, y));
        }
        points.add(end);
        return points;
    }

    private Point origin(Block block) {
        ElkNode box = known(placed, block);
        Rect bounds = block.bounds();
        return new Point(middle(box.getX() - bounds.x()), middle(box.getY() - bounds.y()));
    }

    /** The middle of a pixel. Near a whole or half number rounding goes the same way on every machine. */
    private static double middle(double x) {
        return Math.floor(x + 0.123) + 0.5;
    }
}
