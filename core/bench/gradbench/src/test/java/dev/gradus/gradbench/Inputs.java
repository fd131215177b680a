package dev.gradus.gradbench;

import dev.gradus.random.NumpyRandom;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The inputs of {@code src/test/python/inputs.py}: the same numbers in the same order. */
final class Inputs {
    private static final int SEED = 31337;
    private static final int BITS = 14;

    private static final int[][] BA_SIZES = {
        {49, 7776, 31843}, {21, 11315, 36455}, {161, 48126, 182072}, {372, 47423, 204472}, {257, 65132, 225911},
        {539, 65220, 277273}, {93, 61203, 287451}, {88, 64298, 383937}, {810, 88814, 393775}, {1197, 126327, 563734},
        {1723, 156502, 678718}, {253, 163691, 899155}, {245, 198739, 1091386}, {356, 226730, 1255268}
    };

    private final NumpyRandom random = NumpyRandom.seed(SEED);

    private final Map<String, Object> all = new LinkedHashMap<>();

    private Inputs() {}

    /** All inputs of an eval by the names of their sizes, as what Jackson writes. */
    static Map<String, Object> of(String eval) {
        Inputs inputs = new Inputs();
        switch (eval) {
            case "hello" -> inputs.hello();
            case "llsq" -> inputs.llsq();
            case "lse" -> inputs.lse();
            case "gmm" -> inputs.gmm();
            case "lstm" -> inputs.lstm();
            case "ode" -> inputs.ode();
            case "kmeans" -> inputs.kmeans();
            case "det" -> inputs.det();
            case "ba" -> inputs.ba();
            case "ht" -> inputs.ht();
            default -> throw new IllegalArgumentException(eval);
        }
        return inputs.all;
    }

    private void hello() {
        all.put("x=1.0", 1.0);
        all.put("x=2.0", 2.0);
        all.put("x=-3.5", -3.5);
    }

    private void llsq() {
        for (int n : new int[] {16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 8196, 16392}) {
            all.put("n=" + n, Map.of("x", rand(128), "n", n));
        }
    }

    private void lse() {
        for (int i = 0; i < 10; i++) {
            int n = 2500 << i;
            all.put("n=" + n, Map.of("x", rand(n)));
        }
    }

    private void gmm() {
        List<int[]> sizes = new ArrayList<>();
        for (int d : new int[] {2, 10, 20, 32, 64}) {
            for (int k : new int[] {5, 10, 25, 50, 100}) {
                sizes.add(new int[] {d, k});
            }
        }
        sizes.sort(Comparator.comparingInt(size -> size[0] * size[1]));
        int n = 1000;
        for (int[] size : sizes) {
            int d = size[0], k = size[1];
            Map<String, Object> input = new LinkedHashMap<>(Map.of("d", d, "k", k, "n", n, "m", 0, "gamma", 1.0));
            input.put("x", randn(n, d));
            input.put("alpha", random.randn(k).toArray());
            input.put("mu", rand(k, d));
            input.put("q", randn(k, d));
            input.put("l", randn(k, d * (d - 1) / 2));
            all.put("d=" + d + ",k=" + k, input);
        }
    }

    private void lstm() {
        List<int[]> sizes = new ArrayList<>();
        for (int l : new int[] {2, 4, 6}) {
            for (int c : new int[] {1024, 4096, 8192}) {
                sizes.add(new int[] {l, c});
            }
        }
        sizes.sort(Comparator.comparingInt(size -> size[0] * size[1]));
        for (int[] size : sizes) {
            int layers = size[0], count = size[1];
            Map<String, Object> input = new LinkedHashMap<>();
            input.put("main_params", rand(2 * layers, 4 * BITS));
            input.put("extra_params", rand(3, BITS));
            input.put("state", rand(2 * layers, BITS));
            double[][] bits = rand(count, BITS);
            for (double[] row : bits) {
                Arrays.setAll(row, i -> i < BITS / 2 ? 0 : Math.floor(2 * row[i]));
            }
            input.put("sequence", bits);
            all.put("l=" + layers + ",c=" + count, input);
        }
    }

    private void ode() {
        List<int[]> sizes = new ArrayList<>();
        for (int n : new int[] {1000, 10000, 100000}) {
            for (int s : new int[] {1, 10, 100}) {
                sizes.add(new int[] {n, s});
            }
        }
        sizes.sort(Comparator.comparingInt(size -> size[0] * size[1]));
        sizes.add(new int[] {12, 10});
        for (int[] size : sizes) {
            all.put("n=" + size[0] + ",s=" + size[1], Map.of("x", rand(size[0]), "s", size[1]));
        }
    }

    private void kmeans() {
        List<int[]> sizes = new ArrayList<>();
        for (int k : new int[] {10, 100, 1000}) {
            for (int n : new int[] {1000, 10000}) {
                for (int d : new int[] {8, 16}) {
                    sizes.add(new int[] {k, n, d});
                }
            }
        }
        sizes.sort(Comparator.comparingInt(size -> size[0] * size[1] * size[2]));
        for (int[] size : sizes) {
            double[][] points = rand(size[1], size[2]);
            double[][] centroids = Arrays.copyOfRange(points, size[1] - size[0], size[1]);
            all.put(
                    "k=" + size[0] + ",n=" + size[1] + ",d=" + size[2],
                    Map.of("points", points, "centroids", centroids));
        }
    }

    private void det() {
        for (int size = 5; size < 12; size++) {
            all.put("l=" + size, Map.of("A", rand(size * size), "ell", size));
        }
    }

    private void ba() {
        for (int[] size : BA_SIZES) {
            double[] camera = Arrays.stream(rand(11)).map(r -> 2 * r - 1).toArray();
            double[] point = scaled(10, rand(3));
            double weight = rand(1)[0];
            ba(size, camera, point, weight, scaled(1000, rand(2)));
        }
        double[] still = new double[11];
        System.arraycopy(rand(8), 0, still, 3, 8);
        ba(new int[] {2, 3, 5}, still, scaled(10, rand(3)), 0.5, rand(2));
    }

    private void ba(int[] size, double[] camera, double[] point, double weight, double[] feature) {
        Map<String, Object> input = new LinkedHashMap<>(Map.of("n", size[0], "m", size[1], "p", size[2]));
        input.putAll(Map.of("cam", camera, "x", point, "w", weight, "feat", feature));
        all.put("n=" + size[0] + ",m=" + size[1] + ",p=" + size[2], input);
    }

    private void ht() {
        int bones = 22, vertices = 500, triangles = 900;
        for (String variant : List.of("simple", "complicated")) {
            for (int count : new int[] {100, 192, 200, 400, 800, 1600, 3200, 6400, 12800, 25600}) {
                Map<String, Object> model = new LinkedHashMap<>();
                model.put("bone_count", bones);
                model.put(
                        "bone_names",
                        IntStream.range(0, bones).mapToObj(i -> "bone " + i).toList());
                model.put(
                        "parents",
                        IntStream.range(0, bones)
                                .map(i -> i == 0 ? -1 : i % 4 == 1 ? 0 : i - 1)
                                .toArray());
                model.put("base_relatives", transforms(bones));
                model.put("inverse_base_absolutes", transforms(bones));
                model.put("base_positions", withOnes(rand(vertices, 3)));
                model.put("weights", rand(vertices, bones));
                model.put("triangles", floors(vertices, rand(triangles, 3)));
                model.put("is_mirrored", count == 192);
                Map<String, Object> input = new LinkedHashMap<>();
                input.put("theta", rand(26));
                Map<String, Object> data = new LinkedHashMap<>();
                data.put("model", model);
                data.put("correspondences", floors(variant.equals("simple") ? vertices : triangles, rand(1, count))[0]);
                data.put("points", rand(count, 3));
                input.put("data", data);
                input.put("us", variant.equals("complicated") ? rand(count, 2) : new double[0][]);
                all.put(variant + ",c=" + count, input);
            }
        }
    }

    private double[][][] transforms(int count) {
        double[] numbers = random.uniform(0, 1, Shape.of(count, 3, 4)).toArray();
        double[][][] transforms = new double[count][4][4];
        for (int i = 0; i < numbers.length; i++) {
            transforms[i / 12][i / 4 % 3][i % 4] = numbers[i] - 0.5;
        }
        for (double[][] transform : transforms) {
            transform[3][3] = 1;
        }
        return transforms;
    }

    private static double[][] withOnes(double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> new double[] {row[0], row[1], row[2], 1})
                .toArray(double[][]::new);
    }

    private static int[][] floors(int factor, double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row)
                        .mapToInt(r -> (int) Math.floor(factor * r))
                        .toArray())
                .toArray(int[][]::new);
    }

    private static double[] scaled(double factor, double[] numbers) {
        return Arrays.stream(numbers).map(number -> factor * number).toArray();
    }

    private double[] rand(int count) {
        return random.uniform(0, 1, Shape.of(count)).toArray();
    }

    private double[][] rand(int rows, int columns) {
        return rows(() -> random.uniform(0, 1, Shape.of(rows, columns)));
    }

    private double[][] randn(int rows, int columns) {
        return rows(() -> random.randn(rows, columns));
    }

    private static double[][] rows(Supplier<Tensor> matrix) {
        return matrix.get().to2d();
    }
}
