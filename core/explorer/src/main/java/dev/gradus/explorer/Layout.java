package dev.gradus.explorer;

import dev.gradus.explorer.Block.Socket;
import dev.gradus.explorer.Item.Direction;
import dev.gradus.explorer.Item.Wire;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.WrappingStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/**
 * Puts blocks in layers from left to right with Eclipse ELK's layered algorithm (Sugiyama, Tagawa and Toda, "Methods for
 * visual understanding of hierarchical system structures", 1981) and draws the edges between them: the black one along
 * ELK's route, the blue one beside it.
 */
final class Layout {
    private static final double MARGIN = 16;
    private static final double SPACE = 26;

    /** Wider pictures are wrapped to a shape that fits a screen. */
    private static final double WIDEST = 3000;

    private static final double ASPECT_RATIO = 1.6;

    private final Names names;
    private final Map<Node, Block> blocks = new LinkedHashMap<>();
    private final Map<Node, ElkNode> placed = new HashMap<>();
    private final Map<Node, ElkPort> outlets = new HashMap<>();
    private final List<Edge> edges = new ArrayList<>();

    private final Map<Block, Edge> firstEdges = new HashMap<>();

    private record Edge(Block from, Block to, Socket socket, ElkEdge route) {}

    private Layout(Names names) {
        this.names = names;
    }

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    static Scene of(List<Node> nodes, Set<Node> outputs, Names names, Cells cells) {
        Layout layout = new Layout(names);
        layout.makeBlocks(nodes, new BlockMaker(names, outputs, cells));
        return layout.scene();
    }

    private void makeBlocks(List<Node> nodes, BlockMaker maker) {
        Set<Node> above = new HashSet<>();
        for (Node node : nodes) {
            if (node instanceof Op op) {
                maker.fromAbove(op).forEach(input -> above.add(op.input(input)));
            }
        }
        for (Node node : nodes) {
            if (node instanceof Op op) {
                blocks.put(node, maker.op(op));
            } else if (!above.contains(node)) {
                blocks.put(node, maker.leaf((Leaf) node));
            }
        }
    }

    private Scene scene() {
        ElkNode graph = ElkGraphUtil.createGraph();
        graph.setProperty(CoreOptions.DIRECTION, org.eclipse.elk.core.options.Direction.RIGHT);
        graph.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        graph.setProperty(CoreOptions.RANDOM_SEED, 1);
        graph.setProperty(CoreOptions.SPACING_NODE_NODE, SPACE);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE, SPACE);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE, SPACE);
        graph.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, SPACE);
        graph.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, SPACE);
        graph.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, SPACE);
        blocks.forEach((node, block) -> addNode(graph, node, block));
        if (width() > WIDEST) {
            graph.setProperty(LayeredOptions.WRAPPING_STRATEGY, WrappingStrategy.MULTI_EDGE);
            graph.setProperty(CoreOptions.ASPECT_RATIO, ASPECT_RATIO);
        }
        blocks.values().forEach(this::addEdges);
        new LayeredLayoutProvider().layout(graph, new BasicProgressMonitor());
        List<Item> items = new ArrayList<>();
        edges.forEach(edge -> draw(edge, items));
        blocks.forEach((node, block) -> block.items().forEach(item -> items.add(moved(item, node))));
        Rect all = items.get(0).bounds();
        for (Item item : items) {
            all = all.around(item.bounds());
        }
        Rect view = all;
        return new Scene(
                items.stream()
                        .map(item -> item.moved(MARGIN - view.x(), MARGIN - view.y()))
                        .toList(),
                new Rect(0, 0, Math.ceil(all.width() + 2 * MARGIN), Math.ceil(all.height() + 2 * MARGIN)));
    }

    /** How wide the picture would be at most. */
    private double width() {
        return blocks.values().stream()
                .mapToDouble(block -> block.bounds().width())
                .sum();
    }

    private void addNode(ElkNode graph, Node node, Block block) {
        Rect bounds = block.bounds();
        ElkNode box = ElkGraphUtil.createNode(graph);
        box.setDimensions(bounds.width(), bounds.height());
        box.setProperty(CoreOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
        placed.put(node, box);
        outlets.put(node, port(box, PortSide.EAST, bounds.width(), -bounds.y()));
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
            Node source = block.node().inputs().get(socket.input());
            ElkNode box = known(placed, block.node());
            ElkPort end = port(
                    box, PortSide.WEST, 0, socket.place().y() - block.bounds().y());
            Edge edge = new Edge(
                    known(blocks, source), block, socket, ElkGraphUtil.createSimpleEdge(known(outlets, source), end));
            edges.add(edge);
            firstEdges.putIfAbsent(edge.from(), edge);
        }
    }

    private static <T> T known(Map<Node, T> map, Node node) {
        return Optional.ofNullable(map.get(node)).orElseThrow();
    }

    private Point origin(Node node) {
        ElkNode box = known(placed, node);
        Rect bounds = known(blocks, node).bounds();
        return new Point(box.getX() - bounds.x(), box.getY() - bounds.y());
    }

    private Item moved(Item item, Node node) {
        Point origin = origin(node);
        return item.moved(origin.x(), origin.y());
    }

    private void draw(Edge edge, List<Item> items) {
        Node source = edge.from().node();
        Point from = origin(source);
        Point to = origin(edge.to().node());
        boolean shared = names.uses(source) > 1;
        List<Point> points = new ArrayList<>();
        points.add(from.moved(start(edge.from()), 0));
        ElkEdgeSection section = edge.route().getSections().get(0);
        for (ElkBendPoint bend : section.getBendPoints()) {
            points.add(new Point(bend.getX(), bend.getY()));
        }
        points.add(to.moved(edge.socket().place().x(), edge.socket().place().y()));
        int place = names.place(source);
        int user = names.place(edge.to().node());
        items.add(new Wire(place, user, Direction.FORWARD, points));
        if (names.flowsBack(edge.to().node(), edge.socket().input())) {
            double offset = Metrics.BACKWARD_OFFSET;
            List<Point> back = new ArrayList<>();
            Rect rim = Rim.of(edge.to());
            double y = edge.socket().place().y() + offset;
            back.add(to.moved(Rim.left(rim, y), y));
            for (int i = points.size() - 2; i > 0; i--) {
                back.add(points.get(i).moved(offset, offset));
            }
            double start = shared ? backStart(edge.from()) : start(edge.from());
            back.add(from.moved(start(edge.from(), start), offset));
            items.add(new Wire(place, user, Direction.BACKWARD, back));
        }
        if (shared && edge == firstFrom(edge.from())) {
            trunk(edge.from(), from, items);
        }
    }

    private Edge firstFrom(Block block) {
        return firstEdges.getOrDefault(block, edges.get(0));
    }

    /** From a value that is used several times one blue edge leads back from the plus. */
    private void trunk(Block block, Point origin, List<Item> items) {
        if (names.gradient(block.node()).isPresent()) {
            double y = Metrics.BACKWARD_OFFSET;
            double end = block.node() instanceof Op ? Rim.right(Rim.of(block), y) : 0;
            items.add(new Wire(
                    names.place(block.node()),
                    names.place(block.node()),
                    Direction.BACKWARD,
                    List.of(origin.moved(backStart(block) - 22, y), origin.moved(end, y))));
        }
    }

    private static double start(Block block) {
        return block.node() instanceof Op ? Rim.of(block).right() : 0;
    }

    private static double start(Block block, double usual) {
        return block.node() instanceof Op && usual == start(block)
                ? Rim.right(Rim.of(block), Metrics.BACKWARD_OFFSET)
                : usual;
    }

    private static double backStart(Block block) {
        return block.items().stream()
                .filter(item -> item instanceof Item.Junction junction && junction.direction() == Direction.BACKWARD)
                .mapToDouble(item -> item.bounds().right())
                .findFirst()
                .orElse(start(block));
    }
}
