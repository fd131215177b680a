package dev.gradus.explorer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.gradus.explorer.Item.Box;
import dev.gradus.explorer.Item.Disc;
import dev.gradus.explorer.Item.Frame;
import dev.gradus.explorer.Item.Junction;
import dev.gradus.explorer.Item.Label;
import dev.gradus.explorer.Item.Wire;
import java.util.List;
import java.util.stream.Stream;

/** What must hold of every picture. */
final class Geometry {
    private static final double NEAR = 3;

    /** The least half of a box at which a blue edge can end: a tensor without elements has no height. */
    private static final double LEAST = 6;

    private Geometry() {}

    static void check(Scene scene) {
        nothingOverlapsAndNothingLiesOutside(scene);
        edgesCrossNoBoxAndNoLabel(scene);
        edgesMeetWhatTheyConnect(scene);
    }

    /** No edge begins or ends in the air, but at a box, a circle or a closed scope, or where it leaves another edge. */
    private static void edgesMeetWhatTheyConnect(Scene scene) {
        List<Wire> wires = scene.items().stream()
                .filter(Wire.class::isInstance)
                .map(Wire.class::cast)
                .toList();
        for (Wire wire : wires) {
            for (Point end : List.of(
                    wire.points().get(0), wire.points().get(wire.points().size() - 1))) {
                Rect around = new Rect(end.x() - NEAR, end.y() - NEAR, 2 * NEAR, 2 * NEAR);
                boolean meets = scene.items().stream()
                                .filter(item ->
                                        !(item instanceof Wire) && !(item instanceof Frame frame && !frame.closed()))
                                .anyMatch(item -> inFull(item).overlaps(around))
                        || wires.stream()
                                .filter(other -> other != wire)
                                .flatMap(other -> other.points().stream())
                                .anyMatch(point -> point.equals(end));
                assertThat(meets).as("%s meets something at %s", wire, end).isTrue();
            }
        }
    }

    private static Rect inFull(Item item) {
        Rect bounds = item.bounds();
        Rect middle = new Rect(bounds.centerX() - LEAST, bounds.centerY() - LEAST, 2 * LEAST, 2 * LEAST);
        return item instanceof Box ? bounds.around(middle) : bounds;
    }

    private static void nothingOverlapsAndNothingLiesOutside(Scene scene) {
        List<Item> solid = scene.items().stream()
                .filter(item -> !(item instanceof Wire || item instanceof Frame frame && !frame.closed()))
                .toList();
        for (int i = 0; i < solid.size(); i++) {
            Rect bounds = solid.get(i).bounds();
            assertThat(scene.bounds().around(bounds))
                    .as("%s within the view", solid.get(i))
                    .isEqualTo(scene.bounds());
            for (Item other : solid.subList(i + 1, solid.size())) {
                boolean joined = solid.get(i) instanceof Junction && other instanceof Junction
                        || solid.get(i) instanceof Frame && other instanceof Label;
                assertThat(joined || !bounds.overlaps(other.bounds()))
                        .as("%s beside %s", solid.get(i), other)
                        .isTrue();
            }
        }
        for (Item item : scene.items()) {
            assertThat(scene.bounds().around(item.bounds())).isEqualTo(scene.bounds());
        }
    }

    /** An edge ends at the rim of a circle, at a box, or where it joins others; it crosses nothing on its way. */
    private static void edgesCrossNoBoxAndNoLabel(Scene scene) {
        for (Item item : scene.items()) {
            if (item instanceof Wire wire) {
                for (int i = 1; i < wire.points().size(); i++) {
                    Point from = wire.points().get(i - 1);
                    Point to = wire.points().get(i);
                    Rect stroke = new Rect(from.x(), from.y(), 0, 0).around(new Rect(to.x(), to.y(), 0, 0));
                    Rect thick = new Rect(stroke.x() - 0.5, stroke.y() - 0.5, stroke.width() + 1, stroke.height() + 1);
                    scene.items().stream()
                            .filter(other -> !(other instanceof Wire || other instanceof Junction))
                            .filter(other -> !(other instanceof Frame frame) || frame.closed())
                            .filter(other -> inside(other.bounds()).overlaps(thick))
                            .filter(other -> !(other instanceof Disc disc && ends(wire, disc)))
                            .forEach(other ->
                                    assertThat(other).as("crossed by %s", wire).isNull());
                }
            }
        }
    }

    /** Edges end on a round outline, which lies inside of its bounds. */
    private static boolean ends(Wire wire, Disc disc) {
        return Stream.of(wire.points().get(0), wire.points().get(wire.points().size() - 1))
                .map(end -> new Rect(end.x() - 0.1, end.y() - 0.1, 0.2, 0.2))
                .anyMatch(end -> end.overlaps(disc.bounds()));
    }

    /** Without the rim, where edges end. */
    private static Rect inside(Rect box) {
        return new Rect(box.x() + 1, box.y() + 1, box.width() - 2, box.height() - 2);
    }
}
