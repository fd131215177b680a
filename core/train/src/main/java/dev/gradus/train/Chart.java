package dev.gradus.train;

import dev.gradus.kernel.math.Elementary;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Draws curves and histograms as scalable SVG. Colors come from the classes of the elements. */
public final class Chart {
    private static final int WIDTH = 480;
    private static final int HEIGHT = 250;
    private static final int LEFT = 78;
    private static final int RIGHT = 20;
    private static final int TOP = 14;
    private static final int BOTTOM = 34;

    private static final int MOST_POINTS = 600;

    /** The ratio of the largest to the smallest number from which the axis is logarithmic. */
    private static final double FOR_LOGARITHMS = 30;

    private static final int MOST_TICKS = 6;

    private final Axis x;
    private final Axis y;
    private final StringBuilder drawn = new StringBuilder();

    private Chart(Axis x, Axis y) {
        this.x = x;
        this.y = y;
    }

    record Axis(double low, double high, boolean isLogarithmic) {
        static Axis over(List<Double> numbers, boolean mayBeLogarithmic) {
            double low = Double.POSITIVE_INFINITY, high = Double.NEGATIVE_INFINITY;
            for (double number : numbers) {
                low = Double.isFinite(number) ? Math.min(low, number) : low;
                high = Double.isFinite(number) ? Math.max(high, number) : high;
            }
            if (low > high) {
                return new Axis(0, 1, false);
            }
            if (!(high / 2 - low / 2 > 0)) {
                double margin = low == 0 ? 1 : Math.max(Math.abs(low) / 2, Double.MIN_NORMAL);
                return new Axis(
                        Math.max(low - margin, -Double.MAX_VALUE), Math.min(high + margin, Double.MAX_VALUE), false);
            }
            return new Axis(low, high, mayBeLogarithmic && low > 0 && high / low >= FOR_LOGARITHMS);
        }

        double share(double number) {
            return isLogarithmic
                    ? (Elementary.log(number) - Elementary.log(low)) / (Elementary.log(high) - Elementary.log(low))
                    : (number / 2 - low / 2) / (high / 2 - low / 2); // high − low may overflow
        }

        /** The largest k with 10ᵏ ≤ x. */
        private static int decade(double x) {
            BigDecimal exact = new BigDecimal(x);
            return exact.precision() - exact.scale() - 1;
        }

        private static double powerOfTen(int exponent) {
            return Double.parseDouble("1e" + exponent);
        }

        /** Returns a few round numbers in the range: multiples of 1, 2 or 5 times a power of ten, or powers of ten. */
        List<Double> ticks() {
            List<Double> ticks = new ArrayList<>();
            if (isLogarithmic) {
                int below = decade(low), first = powerOfTen(below) < low ? below + 1 : below, last = decade(high);
                for (int power = first; power <= last; power += 1 + (last - first) / 4) {
                    ticks.add(powerOfTen(power));
                }
                return ticks;
            }
            double raw = high / 4 - low / 4;
            double power = raw > 0 ? powerOfTen(decade(raw)) : 0;
            double step = power * (raw <= power ? 1 : raw <= 2 * power ? 2 : raw <= 5 * power ? 5 : 10);
            for (int i = 0; i < MOST_TICKS; i++) {
                double tick = (Math.ceil(low / step) + i) * step;
                if (tick <= high) {
                    ticks.add(tick);
                }
            }
            return ticks;
        }
    }

    /**
     * Draws curves over the same epochs. The curves have the classes {@code a}, {@code b} and so on, and grid lines have the
     * class {@code grid}. A NaN or infinite number leaves a gap.
     *
     * @param label a description of the picture
     * @param epochs the epoch numbers, increasing; at least one
     * @param curves for each curve, one number per epoch
     */
    public static String curves(String label, List<Integer> epochs, List<List<Double>> curves) {
        Objects.requireNonNull(label, "label");
        Objects.requireNonNull(epochs, "epochs");
        Objects.requireNonNull(curves, "curves");
        List<Double> all = new ArrayList<>();
        curves.forEach(all::addAll);
        Axis y = Axis.over(all, true);
        Axis x = new Axis(epochs.get(0), Math.max(epochs.get(epochs.size() - 1), epochs.get(0) + 1), false);
        Chart chart = new Chart(x, y);
        chart.axes(true);
        char name = 'a';
        for (List<Double> curve : curves) {
            chart.curve(name++, epochs, curve);
        }
        return chart.svg(label);
    }

    static String bars(String label, Histogram histogram) {
        int most = histogram.counts().stream().mapToInt(count -> count).max().orElse(1);
        Chart chart = new Chart(
                Axis.over(List.of(histogram.low(), histogram.high()), false), new Axis(0, Math.max(1, most), false));
        chart.axes(false);
        int intervals = histogram.counts().size();
        for (int i = 0; i < intervals; i++) {
            double left = chart.atX(chart.x.low() < histogram.low() ? histogram.low() : histogram.edge(i));
            double top = chart.atY(histogram.counts().get(i));
            chart.add(
                    "<rect class=\"a\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
                    left, top, (WIDTH - LEFT - RIGHT) * 0.9 / intervals, HEIGHT - BOTTOM - top);
        }
        return chart.svg(label);
    }

    private void add(String format, Object... numbers) {
        drawn.append(String.format(Locale.ROOT, format, numbers));
    }

    private double atX(double number) {
        return LEFT + (WIDTH - LEFT - RIGHT) * x.share(number);
    }

    private double atY(double number) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * y.share(number);
    }

    private void axes(boolean ofEpochs) {
        for (double tick : y.ticks()) {
            if (ofEpochs || tick == Math.rint(tick)) {
                add("<path class=\"grid\" d=\"M%d %.1fH%d\"/>", LEFT, atY(tick), WIDTH - RIGHT);
                add("<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>", LEFT - 8, atY(tick) + 6, number(tick));
            }
        }
        for (double tick : x.ticks()) {
            if (!ofEpochs || tick == Math.rint(tick)) {
                add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>", atX(tick), HEIGHT - 10, number(tick));
            }
        }
        if (ofEpochs) {
            add("<text x=\"%d\" y=\"%d\" text-anchor=\"end\">epoch</text>", LEFT - 8, HEIGHT - 10);
        }
    }

    private void curve(char name, List<Integer> epochs, List<Double> values) {
        StringBuilder path = new StringBuilder();
        boolean isGap = true;
        int each = 1 + values.size() / MOST_POINTS;
        for (int i = 0; i < values.size(); i++) {
            if (i % each == 0 || i == values.size() - 1) {
                double value = values.get(i);
                if (Double.isFinite(value)) {
                    path.append(String.format(
                            Locale.ROOT, "%c%.1f %.1f", isGap ? 'M' : 'L', atX(epochs.get(i)), atY(value)));
                }
                isGap = !Double.isFinite(value);
            }
        }
        add("<path class=\"%c\" d=\"%s\"/>", name, path);
        if (!isGap) {
            int last = values.size() - 1;
            add(
                    "<circle class=\"%c\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>",
                    name, atX(epochs.get(last)), atY(values.get(last)));
        }
    }

    private String svg(String label) {
        return String.format(
                Locale.ROOT,
                "<svg viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">%s</svg>",
                WIDTH,
                HEIGHT,
                escaped(label),
                drawn);
    }

    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(new MathContext(4));
        double size = Math.abs(value);
        int exponent = rounded.precision() - rounded.scale() - 1;
        String text = size == 0 || size >= 1e-3 && size < 1e6
                ? plain(rounded)
                : plain(rounded.movePointLeft(exponent)) + "E" + exponent;
        return text.replace('-', '−');
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
