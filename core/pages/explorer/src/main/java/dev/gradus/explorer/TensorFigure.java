package dev.gradus.explorer;

import dev.gradus.explain.Formula;
import dev.gradus.explorer.Item.Box;
import dev.gradus.explorer.Item.Direction;
import dev.gradus.explorer.Item.Label;
import dev.gradus.explorer.Item.Style;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A tensor's box with its name and the names of its axes around it; its origin is the box's upper left corner. */
final class TensorFigure {
    private static final double GAP = 4;
    private static final double NAME_GAP = 6;

    /** Where the sizes of all axes but the last two stand. */
    private static final double LEADING_TOP = -2;

    private static final double LEADING_HEIGHT = 14;

    private final int node;
    private final Direction direction;
    private final Shape shape;
    private final Rect box;
    private final List<Item> items = new ArrayList<>();

    enum Side {
        LEFT,
        RIGHT,
        BELOW
    }

    private TensorFigure(int node, Direction direction, Shape shape, Cells cells, Optional<Tensor> value) {
        this.node = node;
        this.direction = direction;
        this.shape = shape;
        this.box = cells.box(shape);
        items.add(new Box(node, direction, box, shape, cells.side(shape), value));
    }

    static TensorFigure value(int node, Formula name, Shape shape, Cells cells, Optional<Tensor> value, Side side) {
        TensorFigure figure = new TensorFigure(node, Direction.FORWARD, shape, cells, value);
        figure.axes(side != Side.BELOW);
        figure.name(shape.isScalar() ? withNumber(name, value) : name, side);
        return figure;
    }

    static TensorFigure gradient(int node, Formula name, Shape shape, Cells cells, Optional<Tensor> value, Side side) {
        TensorFigure figure = new TensorFigure(node, Direction.BACKWARD, shape, cells, value);
        figure.name(name, side);
        value.filter(number -> shape.isScalar()).ifPresent(figure::number);
        return figure;
    }

    private void number(Tensor value) {
        String text = "= " + Numbers.text(value.item());
        double width = Metrics.width(text, Metrics.NUMBER_SIZE);
        Rect around = bounds();
        boolean right = around.right() > box.right() + NAME_GAP;
        double x = right ? around.right() + NAME_GAP : box.right() + NAME_GAP;
        Rect place = new Rect(x, box.centerY() - 10, width, 20);
        items.add(new Label(node, direction, Style.NUMBER, place, new Formula.Name(text), false));
    }

    List<Item> items() {
        return items;
    }

    Rect box() {
        return box;
    }

    Rect bounds() {
        Rect all = box;
        for (Item item : items) {
            all = all.around(item.bounds());
        }
        return all;
    }

    /** A single number stands beside its box. */
    private static Formula withNumber(Formula name, Optional<Tensor> value) {
        return value.filter(number -> !(name instanceof Formula.Number))
                .map(number -> (Formula) new Formula.Name(name.text() + " = " + Numbers.text(number.item())))
                .orElse(name);
    }

    private void axes(boolean rowsOnTheRight) {
        if (shape.isScalar()) {
            return;
        }
        double stack = Metrics.sheets(shape) * Metrics.SHEET;
        String columns = axis(shape.rank() - 1);
        double width = Metrics.width(columns, Metrics.AXIS_SIZE);
        double middleOfColumns = stack + (box.width() - stack - width) / 2;
        double free = clearOfRows(middleOfColumns, width, rowsOnTheRight);
        label(columns, new Rect(free, -GAP - 14, width, 14), false);
        double right = box.width() + GAP;
        if (shape.rank() > 1) {
            String rows = axis(shape.rank() - 2);
            double length = Metrics.width(rows, Metrics.AXIS_SIZE);
            boolean upright = rows.length() <= 2; // such a number is easier to read
            double x = rowsOnTheRight ? box.width() + GAP : -GAP - 14;
            double middle = stack + (box.height() - stack) / 2;
            Rect place = upright
                    ? new Rect(rowsOnTheRight ? x : x + 14 - length, middle - 6, length, 12)
                    : new Rect(x, middle - length / 2, 14, length);
            label(rows, place, !upright);
            if (rowsOnTheRight && place.y() < LEADING_TOP + LEADING_HEIGHT) {
                right = place.right() + GAP;
            }
        }
        if (shape.rank() > 2) {
            StringBuilder leading = new StringBuilder();
            for (int axis = 0; axis < shape.rank() - 2; axis++) {
                String name = shape.name(axis);
                leading.append(axis == 0 ? "" : " × ")
                        .append(name.isEmpty() ? "" : name + " = ")
                        .append(shape.size(axis));
            }
            String text = leading.toString();
            double length = Metrics.width(text, Metrics.AXIS_SIZE);
            label(text, new Rect(right, LEADING_TOP, length, LEADING_HEIGHT), false);
        }
    }

    /** If a name above is wider than the box, a name at its side that is longer than the box makes room. */
    private double clearOfRows(double x, double width, boolean rowsOnTheRight) {
        boolean reachesUp = shape.rank() > 1 && Metrics.width(axis(shape.rank() - 2), Metrics.AXIS_SIZE) > box.height();
        if (!reachesUp) {
            return x;
        }
        return rowsOnTheRight ? Math.min(x, box.width() - width) : Math.max(x, 0);
    }

    /** The axis's name, if any, and its size where the cells do not show it. */
    private String axis(int axis) {
        int size = shape.size(axis);
        String name = Metrics.shortened(shape.name(axis));
        return name.isEmpty() ? String.valueOf(size) : Metrics.isTorn(size) ? name + " = " + size : name;
    }

    private void label(String text, Rect bounds, boolean turned) {
        items.add(new Label(node, direction, Style.AXIS, bounds, new Formula.Name(text), turned));
    }

    private void name(Formula name, Side side) {
        double width = Metrics.nameWidth(name);
        double height = Metrics.nameHeight(name);
        Rect around = bounds();
        Rect place = switch (side) {
            case LEFT -> new Rect(around.x() - NAME_GAP - width, box.centerY() - height / 2, width, height);
            case RIGHT -> new Rect(around.right() + NAME_GAP, box.centerY() - height / 2, width, height);
            case BELOW -> new Rect(box.centerX() - width / 2, around.bottom() + 2, width, height);
        };
        items.add(new Label(node, direction, Style.NAME, place, name, false));
    }
}
