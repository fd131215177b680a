package dev.gradus.explorer;

import dev.gradus.explorer.Block.Outlet;
import dev.gradus.explorer.Block.Rank;
import dev.gradus.explorer.Block.Socket;
import dev.gradus.explorer.Edges.Edge;
import dev.gradus.node.Node;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.elk.alg.layered.ElkLayered;
import org.eclipse.elk.alg.layered.graph.LEdge;
import org.eclipse.elk.alg.layered.graph.LGraph;
import org.eclipse.elk.alg.layered.graph.LNode;
import org.eclipse.elk.alg.layered.graph.LPort;
import org.eclipse.elk.alg.layered.options.GraphProperties;
import org.eclipse.elk.alg.layered.options.InternalProperties;
import org.eclipse.elk.alg.layered.options.LayerConstraint;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.NullElkProgressMonitor;

/**
 * Puts blocks in layers from left to right with Eclipse ELK's layered algorithm (Sugiyama, Tagawa and Toda, "Methods for
 * visual understanding of hierarchical system structures", 1981) and draws the edges between them along ELK's routes.
 *
 * <p>The graph is ELK's own, which the algorithm works on: the one for other programs needs a library of models that does
 * not run in a browser.
 */
final class LayeredLayout {
    private static final double SPACE = 26;

    /** A plus stands beside an edge that turns, in front of the next op. */
    private static final double WIDE_SPACE = 40;

    private final LGraph graph = new LGraph();
    private final Set<GraphProperties> kinds = EnumSet.of(GraphProperties.NON_FREE_PORTS);
    private final Map<Block, LNode> placed = new LinkedHashMap<>();
    private final Map<Node, Source> sources = new HashMap<>();
    private final Map<Node, List<Wiring>> wirings = new LinkedHashMap<>();

    private record Source(Block block, Outlet outlet, LPort port) {}

    private record Wiring(Block to, Socket socket, LEdge route) {}

    static {
        LayoutMetaDataService.initElkReflect();
    }

    private LayeredLayout() {}

    /** All items, in place. */
    static List<Item> of(List<Block> blocks) {
        LayeredLayout layout = new LayeredLayout();
        layout.setOptions();
        blocks.forEach(layout::addNode);
        blocks.forEach(layout::addEdges);
        new ElkLayered().doLayout(layout.graph, new NullElkProgressMonitor());
        return layout.items();
    }

    private void setOptions() {
        graph.setProperty(InternalProperties.GRAPH_PROPERTIES, kinds);
        graph.getPadding().add(graph.getProperty(LayeredOptions.PADDING));
        graph.setProperty(LayeredOptions.DIRECTION, Direction.RIGHT);
        graph.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        graph.setProperty(LayeredOptions.RANDOM_SEED, 1);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE, SPACE);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE, SPACE);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, SPACE);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, SPACE);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, SPACE + 2);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, WIDE_SPACE);
    }

    private void addNode(Block block) {
        Rect bounds = block.bounds();
        LNode box = new LNode(graph);
        box.getSize().x = bounds.width();
        box.getSize().y = bounds.height();
        box.setProperty(LayeredOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
        if (block.rank() != Rank.ANY) {
            box.setProperty(
                    LayeredOptions.LAYERING_LAYER_CONSTRAINT,
                    block.rank() == Rank.FIRST ? LayerConstraint.FIRST : LayerConstraint.LAST);
        }
        graph.getLayerlessNodes().add(box);
        placed.put(block, box);
        block.outlets().forEach((node, outlet) -> {
            LPort port =
                    port(box, PortSide.EAST, bounds.width(), outlet.place().y() - bounds.y());
            sources.put(node, new Source(block, outlet, port));
        });
    }

    /** A port without a size, so that edges end just there. */
    private static LPort port(LNode box, PortSide side, double x, double y) {
        LPort port = new LPort();
        port.setSide(side);
        port.setNode(box);
        port.getPosition().x = x;
        port.getPosition().y = y;
        return port;
    }

    private void addEdges(Block block) {
        for (Socket socket : block.sockets()) {
            double y = socket.place().y() - block.bounds().y();
            LPort start = known(sources, socket.source()).port();
            LEdge route = new LEdge();
            route.setSource(start);
            route.setTarget(port(known(placed, block), PortSide.WEST, 0, y));
            if (start.getOutgoingEdges().size() > 1) {
                kinds.add(GraphProperties.HYPEREDGES);
            }
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
    private List<Point> route(Point start, LEdge edge, Point end) {
        List<Point> points = new ArrayList<>(List.of(start));
        List<KVector> bends = edge.getBendPoints();
        for (int i = 0; i < bends.size(); i++) {
            boolean horizontal = i % 2 == 0;
            KVector bend = bends.get(i);
            double x = horizontal ? middle(bend.x + left()) : points.get(i).x();
            double y = horizontal
                    ? points.get(i).y()
                    : i == bends.size() - 1 ? end.y() : middle(bend.y + top());
            points.add(new Point(x, y));
        }
        points.add(end);
        return points;
    }

    private Point origin(Block block) {
        KVector corner = known(placed, block).getPosition();
        Rect bounds = block.bounds();
        return new Point(middle(corner.x + left() - bounds.x()), middle(corner.y + top() - bounds.y()));
    }

    private double left() {
        return graph.getOffset().x + graph.getPadding().left;
    }

    private double top() {
        return graph.getOffset().y + graph.getPadding().top;
    }

    /** The middle of a pixel. Near a whole or half number rounding goes the same way on every machine. */
    private static double middle(double x) {
        return Math.floor(x + 0.123) + 0.5;
    }
}
