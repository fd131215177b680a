package dev.gradus.explorer;

import dev.gradus.explorer.Item.Box;
import dev.gradus.explorer.Item.Direction;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a tensor's cells, shaded by their numbers where these are known: one scale for all values, one for all gradients.
 */
final class BoxWriter {
    private final Palette palette;
    private final StringBuilder svg;
    private final double largestValue;
    private final double largestGradient;

    BoxWriter(Palette palette, Scene scene, StringBuilder svg) {
        this.palette = palette;
        this.svg = svg;
        this.largestValue = largest(scene, Direction.FORWARD);
        this.largestGradient = largest(scene, Direction.BACKWARD);
    }

    /** The seed, which is always 1, is not one of the gradients that are compared. */
    private static double largest(Scene scene, Direction direction) {
        double largest = 0;
        for (Item item : scene.items()) {
            boolean seed = item instanceof Box box
                    && direction == Direction.BACKWARD
                    && box.shape().isScalar();
            if (item instanceof Box box
                    && box.direction() == direction
                    && !seed
                    && box.value().isPresent()) {
                for (double value : box.value().get().toArray()) {
                    largest = Double.isFinite(value) ? Math.max(largest, Math.abs(value)) : largest;
                }
            }
        }
        return largest;
    }

    void write(Box box) {
        Shape shape = box.shape();
        String frame = box.direction() == Direction.FORWARD ? palette.ink : palette.back;
        svg.append("<g data-node=\"")
                .append(box.node())
                .append("\" data-part=\"")
                .append(box.direction() == Direction.FORWARD ? "value" : "gradient")
                .append("\">");
        Rect front = box.bounds();
        if (shape.rank() > 2) {
            front = sheets(box.bounds(), frame);
        }
        if (shape.isScalar()) {
            rect(front, shade(box, 0), frame, 1.4, 6, " data-cell=\"0\"");
        } else {
            rect(front, palette.paper, "none", 0, 0);
            cells(box, front);
            frame(box, front, frame);
        }
        svg.append("</g>\n");
    }

    /** Two more sheets behind the front one. */
    private Rect sheets(Rect bounds, String frame) {
        double step = Metrics.SHEET;
        Rect front = new Rect(bounds.x(), bounds.y() + 2 * step, bounds.width() - 2 * step, bounds.height() - 2 * step);
        for (int sheet = 2; sheet > 0; sheet--) {
            rect(front.moved(sheet * step, -sheet * step), palette.paper, frame, 1.2, 0);
        }
        return front;
    }

    private void cells(Box box, Rect front) {
        Shape shape = box.shape();
        double cell = box.cell();
        int columns = Metrics.columns(shape);
        for (int row : places(Metrics.rows(shape))) {
            for (int column : places(columns)) {
                Rect place = new Rect(
                        front.x() + offset(column, columns, cell),
                        front.y() + offset(row, Metrics.rows(shape), cell),
                        cell,
                        cell);
                cell(place, shade(box, row * columns + column), row * columns + column);
            }
        }
    }

    private String shade(Box box, int position) {
        double largest = box.direction() == Direction.FORWARD ? largestValue : largestGradient;
        boolean seed = box.direction() == Direction.BACKWARD && box.shape().isScalar();
        return box.value().isEmpty() || seed
                ? palette.paper
                : palette.heat(box.value().get().toArray()[position], largest);
    }

    /** The cells of an axis that are drawn. */
    private static List<Integer> places(int size) {
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            if (!Metrics.isTorn(size) || i < Metrics.FIRST_CELLS || i >= size - Metrics.LAST_CELLS) {
                places.add(i);
            }
        }
        return places;
    }

    private static double offset(int place, int size, double cell) {
        boolean afterTear = Metrics.isTorn(size) && place >= Metrics.FIRST_CELLS;
        return afterTear ? (place - size + Metrics.drawn(size)) * cell + Metrics.TEAR : place * cell;
    }

    /** A frame that is open where cells are left out, with torn edges there. */
    private void frame(Box box, Rect front, String frame) {
        Shape shape = box.shape();
        boolean rows = Metrics.isTorn(Metrics.rows(shape));
        boolean columns = Metrics.isTorn(Metrics.columns(shape));
        double cell = box.cell();
        List<double[]> across = parts(front.x(), front.width(), columns, cell);
        List<double[]> down = parts(front.y(), front.height(), rows, cell);
        for (double[] x : across) {
            for (double[] y : down) {
                rect(new Rect(x[0], y[0], x[1], y[1]), "none", frame, 1.4, 0);
            }
        }
        if (rows) {
            tear(front.x(), front.y() + Metrics.FIRST_CELLS * cell, front.width(), true);
        }
        if (columns) {
            tear(front.y(), front.x() + Metrics.FIRST_CELLS * cell, front.height(), false);
        }
    }

    private static List<double[]> parts(double start, double length, boolean torn, double cell) {
        double first = Metrics.FIRST_CELLS * cell;
        return torn
                ? List.of(
                        new double[] {start, first},
                        new double[] {start + first + Metrics.TEAR, length - first - Metrics.TEAR})
                : List.of(new double[] {start, length});
    }

    /** Two zigzags along the gap. */
    private void tear(double along, double across, double length, boolean horizontal) {
        for (double shift : new double[] {3.5, 8.5}) {
            StringBuilder path = new StringBuilder();
            int teeth = Math.max(2, (int) (length / 7));
            for (int i = 0; i <= teeth; i++) {
                double at = along + length * i / teeth;
                double side = across + shift + (i % 2 == 0 ? 1.5 : -1.5);
                path.append(i == 0 ? "M " : " L ")
                        .append(SvgWriter.pair(horizontal ? new Point(at, side) : new Point(side, at)));
            }
            svg.append("<path d=\"")
                    .append(path)
                    .append("\" fill=\"none\" stroke=\"")
                    .append(palette.caption)
                    .append("\" stroke-width=\"0.8\"/>");
        }
    }

    private void cell(Rect place, String fill, int position) {
        rect(place, fill, "#d7d8d4", 0.8, 0, " data-cell=\"" + position + "\"");
    }

    private void rect(Rect place, String fill, String stroke, double width, double round) {
        rect(place, fill, stroke, width, round, "");
    }

    private void rect(Rect place, String fill, String stroke, double width, double round, String more) {
        svg.append("<rect")
                .append(SvgWriter.at(place))
                .append(round == 0 ? "" : " rx=\"" + SvgWriter.number(round) + "\"")
                .append(" fill=\"")
                .append(fill)
                .append("\" stroke=\"")
                .append(stroke)
                .append("\" stroke-width=\"")
                .append(SvgWriter.number(width))
                .append('"')
                .append(more)
                .append("/>");
    }
}
