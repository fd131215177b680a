package dev.gradus.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.CategorySeries;
import org.knowm.xchart.CategorySeries.CategorySeriesRenderStyle;
import org.knowm.xchart.style.CategoryStyler;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws the tables of docs/performance.md and of the measurements in this module, so that picture and table cannot disagree. */
final class Pictures {
    private static final Path DOCS = Path.of("../../../docs");
    private static final Path PLANNING = Path.of("measurements/planning.md");

    /** Okabe and Ito's, which stay distinct with any color vision; the markers differ too. */
    private static final List<Color> COLOURS = IntStream.of(
                    0x0072B2, 0xD55E00, 0x009E73, 0xCC79A7, 0xE69F00, 0x56B4E9, 0x000000)
            .mapToObj(Color::new)
            .toList();

    private static final List<Marker> MARKERS = List.of(
            SeriesMarkers.CIRCLE,
            SeriesMarkers.DIAMOND,
            SeriesMarkers.TRIANGLE_UP,
            SeriesMarkers.SQUARE,
            SeriesMarkers.TRIANGLE_DOWN,
            SeriesMarkers.CROSS,
            SeriesMarkers.PLUS);

    private Pictures() {}

    public static void main(String[] unused) throws IOException {
        String page = Files.readString(DOCS.resolve("performance.md")) + Files.readString(PLANNING);
        String timesAsLong = "times as long as Gradus";
        draw(Table.in(page, "| work | Gradus, µs | by hand |"), "peers", timesAsLong, "NumPy", "PyTorch");
        draw(Table.in(page, "| work | Gradus, µs | DJL |"), "java-peers", timesAsLong, "DJL", "TensorFlow Java");
        draw(Table.in(page, "| work | Gradus, ms | NumPy |"), "factorizations", timesAsLong, "NumPy", "PyTorch");
        draw(
                Table.in(page, "| a process, ms |"),
                "cold-start",
                "ms",
                "JDK 17",
                "JDK 17, vectors",
                "JDK 25",
                "JDK 25, vectors");
        draw(
                Table.in(page, "| paths and JDK |"),
                "monte-carlo",
                "times as long as by hand",
                "Gradus, in blocks",
                "Gradus, all at once",
                "Gradus, with gamma, vanna, volga",
                "finmath",
                "Hipparchus",
                "Commons Math");
        draw(
                Table.in(page, "| score | Gradus"),
                "gradbench",
                "score",
                "Gradus, JDK 17",
                "manual",
                "CoDiPack",
                "Enzyme, scaled",
                "JAX, published",
                "Futhark, published");
        draw(
                Table.in(page, "| work | value, µs | value and gradient |"),
                "derivatives",
                "times as long as the value",
                "value and gradient",
                "value and J v",
                "value, gradient and H v");
        draw(
                Table.in(page, "| steps of tanh"),
                "scans",
                "ms",
                "scan: planned, ms",
                "a step of training, ms",
                "unrolled: planned, ms");
        draw(
                Table.in(page, "| graph | work |").only("plan"),
                "growth",
                "ns a node",
                "1,000 nodes",
                "4,000",
                "16,000",
                "64,000");
    }

    private static void draw(Table whole, String name, String axis, String... columns) throws IOException {
        Table table = whole.filledIn(columns);
        CategoryChart chart = new CategoryChartBuilder()
                .width(1600)
                .height(800)
                .yAxisTitle(axis)
                .build();
        CategoryStyler styler = chart.getStyler();
        styler.setDefaultSeriesRenderStyle(CategorySeriesRenderStyle.Scatter);
        DoubleSummaryStatistics range = Arrays.stream(columns)
                .flatMap(column -> table.numbers(column).stream())
                .filter(Objects::nonNull)
                .collect(Collectors.summarizingDouble(Double::doubleValue));
        if (range.getMax() > 30 * range.getMin()) {
            styler.setYAxisLogarithmic(true);
        } else {
            styler.setYAxisMin(0.0);
        }
        styler.setOverlapped(true).setYAxisDecimalPattern("#,##0.####");
        int letters = table.names().stream().mapToInt(String::length).sum();
        styler.setXAxisLabelRotation(letters > 200 ? 90 : letters > 90 ? 15 : 0);
        styler.setXAxisMaxLabelCount(table.rows().size());
        styler.setLegendPosition(LegendPosition.OutsideS).setLegendLayout(LegendLayout.Horizontal);
        styler.setChartBackgroundColor(Color.WHITE).setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(new Color(0xDDDDDD));
        Font font = new Font(Font.SANS_SERIF, Font.PLAIN, 22);
        styler.setAxisTickLabelsFont(font).setAxisTitleFont(font).setLegendFont(font);
        styler.setMarkerSize(14);
        for (int i = 0; i < columns.length; i++) {
            CategorySeries series = chart.addSeries(columns[i], table.names(), table.numbers(columns[i]));
            series.setMarker(MARKERS.get(i)).setMarkerColor(COLOURS.get(i)).setLineColor(COLOURS.get(i));
            series.setLineStyle(new BasicStroke(2));
        }
        Path file = DOCS.resolve("pictures/performance-" + name + ".png");
        try (OutputStream out = Files.newOutputStream(file)) {
            BitmapEncoder.saveBitmap(List.of(chart), 1, 1, out, BitmapFormat.PNG);
        }
        System.out.println(file.getFileName());
    }

    /** A table in Markdown: its columns' names, and its rows, whose first cells name them. */
    private record Table(List<String> header, List<List<String>> rows) {
        static Table in(String page, String start) {
            int from = page.indexOf(start);
            if (from < 0) {
                throw new IllegalArgumentException("the documents have no table that starts with " + start);
            }
            List<List<String>> lines = page.substring(from)
                    .lines()
                    .takeWhile(line -> line.startsWith("|"))
                    .map(line -> Arrays.stream(line.substring(1).split("\\|"))
                            .map(String::strip)
                            .toList())
                    .toList();
            return new Table(lines.get(0), lines.subList(2, lines.size()));
        }

        /** The rows whose second cell is this. */
        Table only(String second) {
            return new Table(
                    header,
                    rows.stream().filter(row -> row.get(1).equals(second)).toList());
        }

        List<String> names() {
            return rows.stream().map(row -> row.get(0)).toList();
        }

        /** The rows that have a number in one of the columns. */
        Table filledIn(String... columns) {
            return new Table(
                    header,
                    rows.stream()
                            .filter(row -> Arrays.stream(columns)
                                    .anyMatch(column -> !number(row, column).isEmpty()))
                            .toList());
        }

        /** A column's numbers; null where it has none. */
        List<Double> numbers(String column) {
            List<Double> numbers = new ArrayList<>();
            rows.forEach(
                    row -> numbers.add(number(row, column).isEmpty() ? null : Double.valueOf(number(row, column))));
            return numbers;
        }

        private String number(List<String> row, String column) {
            int place = header.indexOf(column);
            if (place < 0) {
                throw new IllegalArgumentException("No column " + column + " among " + header);
            }
            return row.get(place).replaceAll("[× ,–*]", "");
        }
    }
}
