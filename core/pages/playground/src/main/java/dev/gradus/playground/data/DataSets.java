package dev.gradus.playground.data;

import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;

/** The built-in data sets, and data that the user pastes or draws. */
public final class DataSets {
    /** The largest number of rows of drawn or pasted data. */
    public static final int MOST_ROWS = 5000;

    static final int MOST_COLUMNS = 1000;

    /** The names that a character network learns. */
    private static final List<String> NAMES = List.of(
            "alba", "alwin", "berno", "brisa", "calix", "corin", "dario", "delia", "elsu", "emrik", "farrin", "fenja",
            "gilda", "gorin", "halvar", "hedda", "ilka", "ivo", "jorun", "kasimir", "lina", "lorin", "marla", "milo");

    /** The alphabet; a dot marks both ends of a name. */
    public static final String LETTERS = ".abcdefghijklmnopqrstuvwxyz";

    /** The number of letters that the network sees. */
    private static final int CONTEXT = 3;

    /** A built-in data set, and how it is generated from a seed. */
    public record Source(String name, String title, String about, IntFunction<DataSet> make) {}

    private static final Map<String, Source> ALL = new LinkedHashMap<>();

    static {
        add("AND", "AND", "Four points; 1 only where both inputs are 1.", seed -> logic("AND", 0, 0, 0, 1));
        add(
                "XOR",
                "XOR",
                "Four points; 1 where the inputs differ. No line separates them.",
                seed -> logic("XOR", 0, 1, 1, 0));
        add("circles", "two circles", "120 points, one class around the other.", DataSets::circles);
        add(
                "arms",
                "three arms",
                "120 points of three classes on three arms. y has the labels 0, 1 and 2.",
                DataSets::arms);
        add("spirals", "two spirals", "120 points on two arms, one inside the other.", DataSets::spirals);
        add(
                "admissions",
                "admissions",
                "400 students: test score, grades and the rank of their school. Who was admitted?",
                seed -> admissions());
        add("line", "a line", "40 points near a line.", DataSets::line);
        add("wave", "a wave", "60 points near a sine.", DataSets::wave);
        add("names", "names", "Three letters of a name, and the letter that comes next.", seed -> names());
        add(
                "echo",
                "an echo",
                "Twelve tokens; the target at each position is the token two positions before.",
                DataSets::echo);
        add("none", "no data", "These lines need no data.", seed -> DataSet.none());
    }

    private DataSets() {}

    private static void add(String name, String title, String about, IntFunction<DataSet> make) {
        ALL.put(name, new Source(name, title, about, make));
    }

    /** The built-in data sets. */
    public static List<Source> all() {
        return List.copyOf(ALL.values());
    }

    /** The built-in data set with this name; empty if there is none. */
    public static Optional<DataSet> of(String name, int seed) {
        return Optional.ofNullable(ALL.get(name)).map(source -> source.make().apply(seed));
    }

    /** A pasted table, whose last column is y. */
    public static DataSet pasted(CsvText csv) {
        int columns = csv.columns() - 1;
        Tensor x = Tensor.generate(Shape.of(csv.rows(), columns), i -> csv.get(i / columns, i % columns));
        Tensor y = Tensor.of(Shape.of(csv.rows(), 1), csv.column(columns));
        return DataSet.of("csv", "your table", 0, csv.names().subList(0, columns), x, y);
    }

    /** Drawn points, x₁, x₂ and y in turn; empty if they are too few, too many, incomplete or not finite. */
    public static Optional<DataSet> drawn(double... triples) {
        int n = triples.length / 3;
        boolean areFinite = Arrays.stream(triples).allMatch(Double::isFinite);
        if (n == 0 || n > MOST_ROWS || triples.length % 3 != 0 || !areFinite) {
            return Optional.empty();
        }
        Tensor x = Tensor.generate(Shape.of(n, 2), i -> triples[i / 2 * 3 + i % 2]);
        Tensor y = Tensor.generate(Shape.of(n, 1), i -> triples[i * 3 + 2]);
        return Optional.of(DataSet.of("drawn", "your points", 0, List.of("x₁", "x₂"), x, y));
    }

    private static DataSet logic(String name, double... y) {
        Tensor x = Tensor.of(Shape.of(4, 2), 0, 0, 0, 1, 1, 0, 1, 1);
        return DataSet.of(name, name, 0, List.of("x₁", "x₂"), x, Tensor.of(Shape.of(4, 1), y));
    }

    private static DataSet circles(int seed) {
        NumpyRandom random = NumpyRandom.seed(unsigned(seed));
        int n = 120;
        Tensor angle = random.uniform(0, 2 * Math.PI, Shape.of(n));
        Tensor noise = random.normal(0, 0.085, Shape.of(n));
        return plane(
                "circles",
                "two circles",
                seed,
                angle,
                i -> (i % 2 == 1 ? 0.32 : 0.92) + noise.get(i),
                Tensor.zeros(n, 2));
    }

    private static DataSet spirals(int seed) {
        NumpyRandom random = NumpyRandom.seed(unsigned(seed));
        int n = 120;
        Tensor noise = random.normal(0, 0.025, Shape.of(n, 2));
        Tensor along = Tensor.generate(Shape.of(n), i -> 0.12 + 0.88 * Math.floorDiv(i, 2) / (n / 2 - 1));
        Tensor angle = Tensor.generate(Shape.of(n), i -> along.get(i) * 4.6 + i % 2 * Math.PI);
        return plane("spirals", "two spirals", seed, angle, i -> 1.1 * along.get(i), noise);
    }

    private static DataSet arms(int seed) {
        NumpyRandom random = NumpyRandom.seed(unsigned(seed));
        int n = 120;
        Tensor noise = random.normal(0, 0.16, Shape.of(n));
        Tensor along = Tensor.generate(Shape.of(n), i -> 0.15 + 0.85 * Math.floorDiv(i, 3) / (n / 3 - 1));
        Tensor angle = Tensor.generate(Shape.of(n), i -> along.get(i) * 2.4 + i % 3 * 2 * Math.PI / 3 + noise.get(i));
        Tensor cos = each(angle, Node::cos);
        Tensor sin = each(angle, Node::sin);
        Tensor x = Tensor.generate(Shape.of(n, 2), i -> 1.1 * along.get(i / 2) * (i % 2 == 0 ? cos : sin).get(i / 2));
        Tensor y = Tensor.generate(Shape.of(n, 1), i -> i % 3);
        return DataSet.of("arms", "three arms", seed, List.of("x₁", "x₂"), x, y);
    }

    private interface Radius {
        double of(int point);
    }

    /** Points given by angles and radii; those with an odd number have label 1. */
    private static DataSet plane(String name, String title, int seed, Tensor angle, Radius radius, Tensor noise) {
        Tensor cos = each(angle, Node::cos);
        Tensor sin = each(angle, Node::sin);
        int n = angle.shape().size(0);
        Tensor x = Tensor.generate(
                Shape.of(n, 2), i -> radius.of(i / 2) * (i % 2 == 0 ? cos : sin).get(i / 2) + noise.get(i / 2, i % 2));
        return DataSet.of(name, title, seed, List.of("x₁", "x₂"), x, Tensor.generate(Shape.of(n, 1), i -> i % 2));
    }

    /** Applies a function of the engine, which returns the same bits in every browser. */
    private static Tensor each(Tensor values, UnaryOperator<Node> function) {
        Node node = function.apply(Constant.of(values));
        return Evaluator.of(Graph.of(node)).value(node);
    }

    private static DataSet line(int seed) {
        NumpyRandom random = NumpyRandom.seed(unsigned(seed));
        Tensor x = Tensor.generate(Shape.of(40, 1), i -> -1 + i / 19.5);
        Tensor noise = random.normal(0, 0.15, x.shape());
        Tensor y = Tensor.generate(x.shape(), i -> 0.8 * x.get(i, 0) + 0.3 + noise.get(i, 0));
        return DataSet.of("line", "a line", seed, List.of("x"), x, y);
    }

    private static DataSet wave(int seed) {
        NumpyRandom random = NumpyRandom.seed(unsigned(seed));
        Tensor x = Tensor.generate(Shape.of(60, 1), i -> -1 + i / 29.5);
        Tensor noise = random.normal(0, 0.08, x.shape());
        Tensor sin = each(x.map(value -> 4 * value), Node::sin);
        Tensor y = Tensor.generate(x.shape(), i -> sin.get(i, 0) + noise.get(i, 0));
        return DataSet.of("wave", "a wave", seed, List.of("x"), x, y);
    }

    private static DataSet admissions() {
        CsvText csv = CsvText.read(CollegeAdmissions.csv());
        Tensor gre = standardized(csv.column("gre"));
        Tensor gpa = standardized(csv.column("gpa"));
        double[] rank = csv.column("rank");
        Tensor x = Tensor.generate(Shape.of(csv.rows(), 6), i -> switch (i % 6) {
            case 0 -> gre.get(i / 6);
            case 1 -> gpa.get(i / 6);
            default -> rank[i / 6] == i % 6 - 1 ? 1 : 0;
        });
        Tensor y = Tensor.of(Shape.of(csv.rows(), 1), csv.column("admit"));
        return DataSet.of(
                "admissions", "admissions", 0, List.of("gre", "gpa", "rank 1", "rank 2", "rank 3", "rank 4"), x, y);
    }

    /** Subtracts the mean and divides by the standard deviation. */
    private static Tensor standardized(double... values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / values.length;
        }
        double center = mean;
        double deviation = Math.sqrt(variance);
        return Tensor.of(values).map(value -> (value - center) / deviation);
    }

    private static DataSet names() {
        List<Double> x = new ArrayList<>();
        List<Double> y = new ArrayList<>();
        for (String name : NAMES) {
            String text = LETTERS.substring(0, 1).repeat(CONTEXT) + name + LETTERS.charAt(0);
            for (int i = CONTEXT; i < text.length(); i++) {
                for (int j = i - CONTEXT; j < i; j++) {
                    x.add((double) LETTERS.indexOf(text.charAt(j)));
                }
                y.add((double) LETTERS.indexOf(text.charAt(i)));
            }
        }
        Tensor contexts = Tensor.generate(Shape.of(y.size(), CONTEXT), x::get);
        Tensor next = Tensor.generate(Shape.of(y.size()), y::get);
        return DataSet.of("names", "names", 0, List.of("third last", "second last", "last"), contexts, next);
    }

    /** One-hot tokens, followed by one-hot positions. */
    private static DataSet echo(int seed) {
        NumpyRandom random = NumpyRandom.seed(unsigned(seed));
        int positions = 12;
        int tokens = 4;
        int[] token = new int[positions];
        for (int i = 0; i < positions; i++) {
            token[i] = random.nextInt(tokens);
        }
        int columns = tokens + positions;
        Tensor x = Tensor.generate(Shape.of(positions, columns), i -> {
            int position = i / columns;
            int column = i % columns;
            return column < tokens ? token[position] == column ? 1 : 0 : column - tokens == position ? 1 : 0;
        });
        Tensor y = Tensor.generate(Shape.of(positions), i -> token[Math.max(0, i - 2)]);
        return DataSet.of("echo", "an echo", seed, List.of(), x, y, "n_position");
    }

    private static long unsigned(int seed) {
        return seed & 0xffff_ffffL;
    }
}
