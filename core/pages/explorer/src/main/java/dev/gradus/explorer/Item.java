package dev.gradus.explorer;

import dev.gradus.explain.Formula;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/** Something that is drawn. */
sealed interface Item {
    /** The place of its node in the graph's order. */
    int node();

    Rect bounds();

    Item moved(double dx, double dy);

    /** Forward is ink, backward is blue. */
    enum Direction {
        FORWARD,
        BACKWARD
    }

    enum Style {
        NAME,
        AXIS,
        NOTE,
        /** A single number after its name. */
        NUMBER,
        SCOPE,
        /** Inputs and outputs of a scope without a name. */
        SPAN,
        CHECKED,
        BAD,
        KINK
    }

    /** A tensor as a box of cells. */
    record Box(int node, Direction direction, Rect bounds, Shape shape, double cell, Optional<Tensor> value)
            implements Item {
        @Override
        public Box moved(double dx, double dy) {
            return new Box(node, direction, bounds.moved(dx, dy), shape, cell, value);
        }
    }

    /** How an op's outline is drawn. */
    enum Ring {
        PLAIN,
        /** Blamed, or where numbers stopped being finite. */
        BAD,
        /** No gradient passes. */
        STOPPED
    }

    /** An op as a circle, or a longer shape where many edges come in or the name is long. */
    record Disc(int node, Rect bounds, Op op, Ring ring) implements Item {
        @Override
        public Disc moved(double dx, double dy) {
            return new Disc(node, bounds.moved(dx, dy), op, ring);
        }
    }

    /** A scope, around its contents or closed. */
    record Frame(Rect bounds, boolean closed) implements Item {
        @Override
        public int node() {
            return -1;
        }

        @Override
        public Frame moved(double dx, double dy) {
            return new Frame(bounds.moved(dx, dy), closed);
        }
    }

    /** A formula or words; turned ones are read from below. */
    record Label(int node, Direction direction, Style style, Rect bounds, Formula text, boolean turned)
            implements Item {
        @Override
        public Label moved(double dx, double dy) {
            return new Label(node, direction, style, bounds.moved(dx, dy), text, turned);
        }
    }

    /**
     * An edge of a value, or the common part of several, with rounded corners.
     *
     * @param op the op that uses the value, by its place; the value itself where the edge does not lead to one op
     * @param hasArrow whether there is an arrowhead at the end
     */
    record Wire(int node, int op, Direction direction, List<Point> points, boolean hasArrow) implements Item {
        public Wire {
            points = List.copyOf(points);
        }

        /** With an arrowhead. */
        Wire(int node, int op, Direction direction, List<Point> points) {
            this(node, op, direction, points, true);
        }

        @Override
        public Rect bounds() {
            Rect all = new Rect(points.get(0).x(), points.get(0).y(), 0, 0);
            for (Point point : points) {
                all = all.around(new Rect(point.x(), point.y(), 0, 0));
            }
            return all;
        }

        @Override
        public Wire moved(double dx, double dy) {
            return new Wire(
                    node,
                    op,
                    direction,
                    points.stream().map(point -> point.moved(dx, dy)).toList(),
                    hasArrow);
        }
    }

    /** Where a value is used more than once: a dot, or backward a filled plus. */
    record Junction(int node, Direction direction, Rect bounds) implements Item {
        @Override
        public Junction moved(double dx, double dy) {
            return new Junction(node, direction, bounds.moved(dx, dy));
        }
    }
}
