package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.gradus.explorer.Item.Box;
import dev.gradus.explorer.Item.Direction;
import dev.gradus.explorer.Item.Disc;
import dev.gradus.explorer.Item.Frame;
import dev.gradus.explorer.Item.Junction;
import dev.gradus.explorer.Item.Label;
import dev.gradus.explorer.Item.Style;
import dev.gradus.graph.Graph;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.run.Run;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ScopesTest {
    /** Whatever the graph, its picture, with scopes and without, open and closed, is legible. */
    @TestFactory
    Stream<DynamicTest> everyGraphIsLegible() {
        int graphs = Math.max(20, Integer.getInteger("gradus.tries", 100) / 2);
        return IntStream.range(0, graphs)
                .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> {
                    Random random = new Random(seed);
                    Run run = graph(random);
                    List<Node> ops = run.graph().nodes().stream()
                            .filter(Op.class::isInstance)
                            .toList();
                    Diagram diagram = Diagram.of(run);
                    Geometry.check(diagram.scene());
                    Geometry.check(diagram.closed().scene());
                    Diagram scoped = diagram.scope("one", ops.get(random.nextInt(ops.size())));
                    Geometry.check(scoped.scene());
                    Geometry.check(scoped.closed().scene());
                    Geometry.check(Diagram.of(run.graph()).scene());
                    assertThat(discs(diagram.scene())).containsExactlyInAnyOrderElementsOf(ops);
                    assertThat(discs(scoped.scene())).containsExactlyInAnyOrderElementsOf(ops);
                }));
    }

    static Run graph(Random random) {
        Shape shape = Shape.of(1 + random.nextInt(8), 3);
        List<Node> nodes = new ArrayList<>(List.of(Input.of("x", shape), Input.of("y", shape)));
        for (int i = 0; i < 4 + random.nextInt(24); i++) {
            Node a = nodes.get(Math.max(0, nodes.size() - 1 - random.nextInt(4)));
            Node b = nodes.get(random.nextInt(nodes.size()));
            Node next = switch (random.nextInt(6)) {
                case 0 -> a.matMul(Parameter.of("W_" + i, Examples.wave(Shape.of(3, 3))));
                case 1 -> a.add(b);
                case 2 -> a.multiply(b);
                case 3 -> a.tanh();
                case 4 -> a.subtract(b.stopGradient());
                default -> a.add(Parameter.of("b_" + i, Examples.wave(Shape.of(1, 3))));
            };
            nodes.add(random.nextBoolean() ? next.named("h_" + i) : next);
        }
        Node last = nodes.get(nodes.size() - 1);
        Run run =
                Run.of(Graph.of(last.multiply(nodes.get(nodes.size() / 2)).sum().named("J")));
        run.graph().inputs().forEach(input -> run.feed(input, Examples.wave(input.shape())));
        return run;
    }

    private static List<Node> discs(Scene scene) {
        return scene.items().stream()
                .filter(Disc.class::isInstance)
                .<Node>map(disc -> ((Disc) disc).op())
                .toList();
    }

    private static List<String> titles(Scene scene) {
        return scene.items().stream()
                .filter(item ->
                        item instanceof Label label && (label.style() == Style.SCOPE || label.style() == Style.SPAN))
                .map(item -> ((Label) item).text().text())
                .toList();
    }

    private static List<Box> boxes(Scene scene, Direction direction) {
        return scene.items().stream()
                .filter(item -> item instanceof Box box && box.direction() == direction)
                .map(Box.class::cast)
                .toList();
    }

    @Test
    void aLongGraphIsCutWhereOneNamedValueCrosses() {
        Scene scene = Diagram.of(Examples.deep(6, 5)).scene();
        assertThat(titles(scene)).containsExactly("x → r_2", "r_2 → r_4", "r_4, y → J");
        assertThat(scene.bounds().width()).isLessThan(3000);
    }

    @Test
    void whatTheUserNamesIsAScopeAndTheRestIsCalledByWhatGoesInAndComesOut() {
        Run run = Examples.twoLayers();
        Diagram diagram = Diagram.of(run).scope("hidden layer", Examples.named(run, "h"));
        assertThat(titles(diagram.scene())).containsExactly("hidden layer", "h, y → J");
        assertThat(titles(Examples.scopes().scene())).containsExactly("hidden layer", "output layer", "z, y → J");
        int h = run.graph().nodes().indexOf(Examples.named(run, "h"));
        assertThat(boxes(diagram.scene(), Direction.FORWARD))
                .as("h comes out of one scope and goes into the other")
                .filteredOn(box -> box.node() == h)
                .hasSize(2);
        assertThat(boxes(diagram.scene(), Direction.BACKWARD))
                .as("and so does its gradient the other way")
                .filteredOn(box -> box.node() == h)
                .hasSize(2);
    }

    @Test
    void aClosedScopeShowsOnlyWhatGoesInAndComesOut() {
        Run run = Examples.twoLayers();
        Scene scene = Examples.scopes().closed().scene();
        assertThat(scene.items()).noneMatch(Disc.class::isInstance);
        assertThat(scene.items().stream().filter(Frame.class::isInstance)).hasSize(3);
        assertThat(boxes(scene, Direction.FORWARD).stream()
                        .map(box -> run.graph().nodes().get(box.node()).label()))
                .containsExactlyInAnyOrder("x", "h", "z", "y", "J");
        assertThat(boxes(scene, Direction.BACKWARD).stream()
                        .map(box -> run.graph().nodes().get(box.node()).label()))
                .containsExactlyInAnyOrder("h", "z", "J");
    }

    @Test
    void whatTwoRowsUseHasItsGradientWhereItComesTogether() {
        Run run = Examples.recurrent(5);
        int W = run.graph().nodes().indexOf(Examples.named(run, "W"));
        Scene scene = Diagram.of(run).scene();
        assertThat(boxes(scene, Direction.FORWARD))
                .filteredOn(box -> box.node() == W)
                .hasSize(3);
        assertThat(boxes(scene, Direction.BACKWARD))
                .filteredOn(box -> box.node() == W)
                .isEmpty();
    }

    @Test
    void contributionsMeetInAPlusWhereTheEdgesPart() {
        Scene scene = Diagram.of(Examples.fanOut()).scene();
        List<Junction> junctions = scene.items().stream()
                .filter(Junction.class::isInstance)
                .map(Junction.class::cast)
                .toList();
        List<Junction> dots = junctions.stream()
                .filter(junction -> junction.direction() == Direction.FORWARD)
                .toList();
        assertThat(dots).as("three uses of h").hasSize(2);
        assertThat(junctions)
                .hasSize(4)
                .allSatisfy(plus -> assertThat(dots).anySatisfy(dot -> {
                    assertThat(plus.bounds().centerX() - dot.bounds().centerX()).isBetween(-1.0, 15.0);
                    assertThat(plus.bounds().centerY() - dot.bounds().centerY()).isBetween(-1.0, 12.0);
                }));
    }

    @Test
    void scopesAreClustersForOtherPrograms() {
        assertThat(Examples.scopes().dot())
                .contains("subgraph cluster_0 { label=\"hidden layer\"; n2; n4; n5 }")
                .doesNotContain("→");
        assertThat(Examples.scopes().mermaid()).contains("  subgraph s1[\"output layer\"]\n    n7\n    n9\n  end\n");
    }

    @Test
    void wrongScopesAreToldOf() {
        Run run = Examples.twoLayers();
        Node h = Examples.named(run, "h");
        Diagram diagram = Diagram.of(run);
        for (Map.Entry<String, Runnable> wrong : Map.<String, Runnable>of(
                        "'' is no name", () -> diagram.scope("", h),
                        "'a' is the name of another scope",
                                () -> diagram.scope("a", h).scope("a", h),
                        "x (2, 2), of the scope 'a', is not part of the graph",
                                () -> diagram.scope("a", Input.of("x", 2, 2)),
                        "name inner scopes first", () -> diagram.scope("b", h).scope("a", h),
                        "no op that could be in the scope 'none'", () -> diagram.scope("none"))
                .entrySet()) {
            assertThatThrownBy(wrong.getValue()::run)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("Diagram.scope: ")
                    .hasMessageContaining(wrong.getKey());
        }
    }
}
