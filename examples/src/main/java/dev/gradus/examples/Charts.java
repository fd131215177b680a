package dev.gradus.examples;

import dev.gradus.csv.Table;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The lesson's pictures as PNG, 1600 pixels wide with letters that can be read from the back row. Colors are of Okabe
 * and Ito's palette, which stays distinct with any color vision; shapes differ too.
 */
final class Charts {
    private static final Color BLUE = new Color(0x0072B2);
    private static final Color VERMILION = new Color(0xD55E00);
    private static final Color GRID = new Color(0xDDDDDD);
    private static final Color TRANSPARENT = new Color(0, true);
    private static final int WIDTH = 1600;

    private Charts() {}

    /** The loss of the first 200 epochs, and then of ever fewer, since the picture shows no more. */
    static byte[] lossCurve(String title, double[] losses) {
        XYChart chart = chart(title, "epoch", "loss J", WIDTH, 900, 44);
        double[] epochs = IntStream.iterate(0, epoch -> epoch < losses.length, epoch -> epoch + 1 + epoch / 200)
                .mapToDouble(epoch -> epoch)
                .toArray();
        double[] shown = Arrays.stream(epochs).map(epoch -> losses[(int) epoch]).toArray();
        XYSeries curve = chart.addSeries("loss", epochs, shown);
        curve.setMarker(losses.length == 1 ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
        curve.setMarkerColor(BLUE).setLineColor(BLUE);
        curve.setLineStyle(new BasicStroke(7, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        XYStyler styler = chart.getStyler();
        styler.setLegendVisible(false).setMarkerSize(20);
        styler.setXAxisMin(0.0).setXAxisMax((double) losses.length);
        styler.setXAxisDecimalPattern("0");
        styler.setYAxisMin(0.0).setYAxisDecimalPattern("0.00");
        styler.setXAxisTickMarkSpacingHint(300).setYAxisTickMarkSpacingHint(120);
        return png(List.of(chart), 1, 1);
    }

    /** The students by gpa and gre, in a panel for each rank, all with the same axes. */
    static byte[] admissionsByRank(Table students) {
        double[] gpa = students.numbers("gpa");
        double[] gre = students.numbers("gre");
        List<XYChart> panels = new ArrayList<>();
        for (int rank = 1; rank <= 4; rank++) {
            XYChart panel = chart("Rank " + rank, "gpa", "gre", WIDTH / 2, 600, 28);
            addStudents(panel, "rejected", students, rank, 0, SeriesMarkers.CROSS, VERMILION);
            addStudents(panel, "admitted", students, rank, 1, SeriesMarkers.CIRCLE, BLUE);
            XYStyler styler = panel.getStyler();
            styler.setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
            styler.setMarkerSize(13);
            styler.setXAxisMin(margin(gpa, -1)).setXAxisMax(margin(gpa, 1)).setXAxisDecimalPattern("0.0");
            styler.setYAxisMin(margin(gre, -1)).setYAxisMax(margin(gre, 1)).setYAxisDecimalPattern("0");
            styler.setXAxisTickMarkSpacingHint(120).setYAxisTickMarkSpacingHint(90);
            styler.setLegendPosition(LegendPosition.InsideSW);
            panels.add(panel);
        }
        return png(panels, 2, 2);
    }

    private static void addStudents(
            XYChart panel, String name, Table students, int rank, int admit, Marker marker, Color color) {
        double[] ranks = students.numbers("rank");
        double[] admits = students.numbers("admit");
        double[] gpa = students.numbers("gpa");
        double[] gre = students.numbers("gre");
        int[] chosen = IntStream.range(0, ranks.length)
                .filter(i -> ranks[i] == rank && admits[i] == admit)
                .toArray();
        if (chosen.length > 0) {
            double[] x = Arrays.stream(chosen).mapToDouble(i -> gpa[i]).toArray();
            double[] y = Arrays.stream(chosen).mapToDouble(i -> gre[i]).toArray();
            panel.addSeries(name, x, y).setMarker(marker).setMarkerColor(color);
        }
    }

    /** The least or, for side 1, the greatest value, and a twentieth of the range beyond it. */
    private static double margin(double[] values, int side) {
        double least = Arrays.stream(values).min().orElseThrow();
        double greatest = Arrays.stream(values).max().orElseThrow();
        return (side < 0 ? least : greatest) + side * (greatest - least) / 20;
    }

    private static XYChart chart(String title, String x, String y, int width, int height, int letters) {
        XYChart chart = new XYChartBuilder()
                .width(width)
                .height(height)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        Font plain = new Font(Font.SANS_SERIF, Font.PLAIN, letters);
        XYStyler styler = chart.getStyler();
        styler.setChartTitleFont(plain.deriveFont(Font.BOLD, letters * 1.3f)).setChartTitlePadding(letters / 2);
        styler.setLegendFont(plain);
        styler.setAxisTitleFont(plain).setAxisTickLabelsFont(plain.deriveFont(letters * 0.85f));
        styler.setChartBackgroundColor(Color.WHITE).setChartPadding(letters);
        styler.setAxisTitlePadding(letters / 2);
        styler.setLegendBackgroundColor(TRANSPARENT)
                .setLegendBorderColor(TRANSPARENT)
                .setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID).setPlotGridLinesStroke(new BasicStroke(2));
        return chart;
    }

    private static byte[] png(List<XYChart> charts, int rows, int columns) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            BitmapEncoder.saveBitmap(charts, rows, columns, bytes, BitmapFormat.PNG);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
