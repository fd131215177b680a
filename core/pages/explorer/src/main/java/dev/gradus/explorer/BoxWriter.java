package dev.gradus.explorer;

import dev.gradus.explorer.Item.Box;
import dev.gradus.explorer.Item.Direction;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Draws a tensor's cells, shaded by their numbers if known: one scale for all values, one for all gradients. */
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

    /** Single numbers, such as the seed and the final sum, are printed and don't count in the scale. */
    private static double largest(Scene scene, Direction direction) {
        double largest = 0;
        for (Item item : scene.items()) {
            if (item instanceof Box box
                    && box.direction() == direction
                    && !box.shape().isScalar()
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
                .append("\">")
                .append(leftOut(shape));
        Rect front = box.bounds();
        if (shape.rank() > 2) {
            front = sheets(box.bounds(), shape, frame);
        }
        if (shape.isScalar()) {
            rect(front, shade(box, 0), frame, 1.4, 6, " data-cell=\"0\"");
            hatch(box, 0, front);
        } else {
            rect(front, palette.paper, "none", 0, 0);
            cells(box, front);
            frame(box, front, frame);
        }
        svg.append("</g>\n");
    }

    /** Tells whoever points at the box which cells are not drawn. */
    private static String leftOut(Shape shape) {
        List<String> parts = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            boolean isSheet = axis < shape.rank() - 2;
            int size = shape.size(axis);
            int drawn = isSheet ? Math.min(1, size) : Metrics.drawn(size);
            if (drawn < size) {
                String what = isSheet ? "sheets of axis " + axis : axis == shape.rank() - 1 ? "columns" : "rows";
                parts.add((size - drawn) + " of " + size + " " + what);
            }
        }
        return parts.isEmpty() ? "" : "<title>" + String.join(" and ", parts) + " left out</title>";
    }

    /** More sheets behind the front one. */
    private Rect sheets(Rect bounds, Shape shape, String frame) {
        double step = Metrics.SHEET;
        int behind = Metrics.sheets(shape);
        double stack = behind * step;
        Rect front = new Rect(bounds.x(), bounds.y() + stack, bounds.width() - stack, bounds.height() - stack);
        for (int sheet = behind; sheet > 0; sheet--) {
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
                hatch(box, row * columns + column, place);
            }
        }
    }

    /** Infinite numbers and NaN have no shade; the page shows them in its own way. */
    private void hatch(Box box, int position, Rect place) {
        if (Double.isFinite(number(box, position)) || palette == Palette.PAGE) {
            return;
        }
        StringBuilder path = new StringBuilder();
        for (double share : new double[] {0.35, 0.7, 1.05, 1.4, 1.75}) {
            double length = share * place.width();
            double over = Math.max(0, length - place.width());
            path.append(path.isEmpty() ? "M " : " M ")
                    .append(SvgWriter.pair(new Point(place.x() + over, place.y() + length - over)))
                    .append(" L ")
                    .append(SvgWriter.pair(new Point(place.x() + length - over, place.y() + over)));
        }
        svg.append("<path d=\"")
                .append(path)
                .append("\" fill=\"none\" stroke=\"")
                .append(palette.bad)
                .append("\" stroke-width=\"1\"/>");
    }

    /** One of the front sheet's numbers; 0 if unknown. */
    private static double number(Box box, int position) {
        int[] index = new int[box.shape().rank()];
        int rest = position;
        for (int axis = index.length - 1; axis >= 0; axis--) {
            index[axis] = rest % box.shape().size(axis);
            rest /= box.shape().size(axis);
        }
        return box.value().map(value -> value.get(index)).orElse(0.0);
    }

    private String shade(Box box, int position) {
        double largest = box.direction() == Direction.FORWARD ? largestValue : largestGradient;
        boolean seed = box.direction() == Direction.BACKWARD && box.shape().isScalar();
        return box.value().isEmpty() || seed ? palette.paper : palette.heat(number(box, position), largest);
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
