package dev.gradus.train;

import dev.gradus.node.Constant;
import dev.gradus.node.Functions;
import dev.gradus.node.Moves;
import dev.gradus.node.Node;
import dev.gradus.node.Parameter;
import dev.gradus.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A problem of a file: lines of a word and numbers, beginning with its name. */
record CalibrationProblem(String name, Map<String, List<double[]>> lines) {
    static List<CalibrationProblem> read(String file) {
        List<CalibrationProblem> problems = new ArrayList<>();
        try (InputStream in = Objects.requireNonNull(CalibrationProblem.class.getResourceAsStream(file))) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("name")) {
                    problems.add(new CalibrationProblem(words[1], new LinkedHashMap<>()));
                } else if (!words[0].equals("#")) {
                    problems.get(problems.size() - 1)
                            .lines
                            .computeIfAbsent(words[0], none -> new ArrayList<>())
                            .add(Arrays.stream(words)
                                    .skip(1)
                                    .mapToDouble(Double::parseDouble)
                                    .toArray());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return problems;
    }

    double[] get(String word) {
        return get(word, 0);
    }

    double[] get(String word, int index) {
        return Objects.requireNonNull(lines.get(word)).get(index);
    }

    /** One parameter for each number. */
    List<Parameter> parameters(int start) {
        List<Parameter> all = new ArrayList<>();
        for (double value : get("start", start)) {
            all.add(Parameter.of("b" + (all.size() + 1), Tensor.scalar(value)));
        }
        return all;
    }

    Node residuals(List<? extends Node> b) {
        return lines.containsKey("x")
                ? model(b, Constant.of(Tensor.of(get("x")))).subtract(measured())
                : Moves.concat(
                        0, functions(b).stream().map(one -> one.reshape(1)).toArray(Node[]::new));
    }

    private Node measured() {
        Node y = Constant.of(Tensor.of(get("y")));
        return name.equals("Nelson") ? y.log() : y;
    }

    private Node model(List<? extends Node> b, Node x) {
        return switch (name) {
            case "Chwirut1", "Chwirut2" ->
                x.multiply(b.get(0)).negate().exp().divide(x.multiply(b.get(2)).add(b.get(1)));
            case "Gauss1", "Gauss2", "Gauss3" ->
                decay(b, x, 0, 1).add(peak(b, x, 2)).add(peak(b, x, 5));
            case "Lanczos1", "Lanczos2", "Lanczos3" ->
                decay(b, x, 0, 1).add(decay(b, x, 2, 3)).add(decay(b, x, 4, 5));
            case "Misra1b" ->
                saturation(b, x.multiply(b.get(1)).multiply(0.5).add(1).pow(-2));
            case "Misra1c" ->
                saturation(b, x.multiply(b.get(1)).multiply(2).add(1).pow(-0.5));
            case "Misra1d" -> saturation(b, x.multiply(b.get(1)).add(1).pow(-1));
            case "Kirby2" ->
                cubic(x, b.get(0), b.get(1), b.get(2), Node.of(0))
                        .divide(cubic(x, Node.of(1), b.get(3), b.get(4), Node.of(0)));
            case "Hahn1" ->
                cubic(x, b.get(0), b.get(1), b.get(2), b.get(3))
                        .divide(cubic(x, Node.of(1), b.get(4), b.get(5), b.get(6)));
            case "Nelson" -> {
                Node second = Constant.of(Tensor.of(get("x", 1)));
                yield b.get(0)
                        .subtract(x.multiply(b.get(1))
                                .multiply(second.multiply(b.get(2)).negate().exp()));
            }
            case "Roszman1" ->
                b.get(0)
                        .subtract(x.multiply(b.get(1)))
                        .subtract(b.get(2).divide(x.subtract(b.get(3))).atan().divide(Math.PI));
            case "ENSO" ->
                b.get(0)
                        .add(wave(x, Node.of(12), b.get(1), b.get(2)))
                        .add(wave(x, b.get(3), b.get(4), b.get(5)))
                        .add(wave(x, b.get(6), b.get(7), b.get(8)));
            case "Rat42" -> b.get(0).divide(growth(b, x));
            case "Rat43" -> b.get(0).divide(growth(b, x).pow(Node.of(1).divide(b.get(3))));
            case "Bennett5" -> x.add(b.get(1)).pow(Node.of(-1).divide(b.get(2))).multiply(b.get(0));
            case "Misra1a", "BoxBOD" ->
                Node.of(1).subtract(x.multiply(b.get(1)).negate().exp()).multiply(b.get(0));
            case "DanWood" -> x.pow(b.get(1)).multiply(b.get(0));
            case "MGH09" ->
                x.square()
                        .add(x.multiply(b.get(1)))
                        .multiply(b.get(0))
                        .divide(x.square().add(x.multiply(b.get(2))).add(b.get(3)));
            case "MGH10" -> b.get(1).divide(x.add(b.get(2))).exp().multiply(b.get(0));
            case "MGH17" -> b.get(0).add(decay(b, x, 1, 3)).add(decay(b, x, 2, 4));
            case "Thurber" ->
                cubic(x, b.get(0), b.get(1), b.get(2), b.get(3))
                        .divide(cubic(x, Node.of(1), b.get(4), b.get(5), b.get(6)));
            case "Eckerle4" ->
                x.subtract(b.get(2))
                        .divide(b.get(1))
                        .square()
                        .multiply(-0.5)
                        .exp()
                        .multiply(b.get(0).divide(b.get(1)));
            default -> throw new AssertionError(name);
        };
    }

    private static Node decay(List<? extends Node> b, Node x, int amplitude, int rate) {
        return x.multiply(b.get(rate)).negate().exp().multiply(b.get(amplitude));
    }

    private static Node peak(List<? extends Node> b, Node x, int first) {
        Node distance = x.subtract(b.get(first + 1)).divide(b.get(first + 2));
        return distance.square().negate().exp().multiply(b.get(first));
    }

    private static Node saturation(List<? extends Node> b, Node rest) {
        return Node.of(1).subtract(rest).multiply(b.get(0));
    }

    private static Node growth(List<? extends Node> b, Node x) {
        return b.get(1).subtract(x.multiply(b.get(2))).exp().add(1);
    }

    private static Node wave(Node x, Node period, Node cosine, Node sine) {
        Node angle = x.multiply(2 * Math.PI).divide(period);
        return angle.cos().multiply(cosine).add(angle.sin().multiply(sine));
    }

    private static Node cubic(Node x, Node a, Node b, Node c, Node d) {
        return x.multiply(d).add(c).multiply(x).add(b).multiply(x).add(a);
    }

    private List<Node> functions(List<? extends Node> x) {
        return switch (name) {
            case "rosenbrock" ->
                List.of(
                        x.get(1).subtract(x.get(0).square()).multiply(10),
                        Node.of(1).subtract(x.get(0)));
            case "powell-singular" ->
                List.of(
                        x.get(0).add(x.get(1).multiply(10)),
                        x.get(2).subtract(x.get(3)).multiply(Math.sqrt(5)),
                        x.get(1).subtract(x.get(2).multiply(2)).square(),
                        x.get(0).subtract(x.get(3)).square().multiply(Math.sqrt(10)));
            case "helical-valley" -> {
                Node angle = Functions.atan2(x.get(1), x.get(0)).divide(2 * Math.PI);
                yield List.of(
                        x.get(2).subtract(angle.multiply(10)).multiply(10),
                        x.get(0)
                                .square()
                                .add(x.get(1).square())
                                .sqrt()
                                .subtract(1)
                                .multiply(10),
                        x.get(2));
            }
            case "beale" -> List.of(beale(x, 1.5, 1), beale(x, 2.25, 2), beale(x, 2.625, 3));
            default -> throw new AssertionError(name);
        };
    }

    private static Node beale(List<? extends Node> x, double value, int power) {
        return Node.of(value)
                .subtract(x.get(0).multiply(Node.of(1).subtract(x.get(1).pow(power))));
    }
}
