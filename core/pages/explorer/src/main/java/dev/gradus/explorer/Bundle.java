package dev.gradus.explorer;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * JavaScript modules as one script: each module follows the modules that it imports, in the order in which a browser evaluates
 * them, without its imports and exports. All modules then share one scope, as in the output of other bundlers. These rename what
 * two modules both declare; this one refuses it. It also refuses modules that import each other in a circle.
 *
 * <p>A page is put together when a program writes it, from the modules that this page needs, so the bundler has to be a part of
 * this library.
 *
 * <p>A module may contain {@code import { a, b } from './other.js';}, {@code import './other.js';} and {@code export} before a
 * declaration. {@code './other.js'} is in the module's own folder, and any other name is complete, such as
 * {@code explorer/format.js}.
 */
final class Bundle {
    private static final Pattern IMPORT = Pattern.compile("import (?:\\{[^}]*\\} from )?'([^']+)';");

    private static final Pattern DECLARATION = Pattern.compile("(?:const|let|(?:async )?function\\*?) ([\\w$]+)");

    private static final String EXPORT = "export ";

    private final UnaryOperator<String> source;
    private final Set<String> visited = new HashSet<>();
    private final Set<String> open = new LinkedHashSet<>();
    private final Map<String, String> moduleOf = new LinkedHashMap<>();
    private final StringBuilder script = new StringBuilder();

    private Bundle(UnaryOperator<String> source) {
        this.source = source;
    }

    /**
     * The script of these modules and all that they import.
     *
     * @param source the text of the module with a given name
     * @throws IllegalArgumentException if a module has other module syntax or imports itself through others, or two modules
     *     declare the same name
     */
    static String of(List<String> modules, UnaryOperator<String> source) {
        Bundle bundle = new Bundle(source);
        modules.forEach(bundle::add);
        return bundle.script.toString();
    }

    private void add(String module) {
        if (!visited.add(module)) {
            if (open.contains(module)) {
                throw new IllegalArgumentException(module + " imports itself through " + open);
            }
            return;
        }
        open.add(module);
        StringBuilder body = new StringBuilder();
        String begun = "";
        for (String line : source.apply(module).split("\n", -1)) {
            String statement = begun + line;
            if (!statement.startsWith("import ")) {
                body.append(declaration(line, module)).append('\n');
            } else if (statement.endsWith(";")) {
                add(resolved(imported(statement, module), module));
            }
            begun = statement.startsWith("import ") && !statement.endsWith(";") ? statement : "";
        }
        script.append(body);
        open.remove(module);
    }

    private static String imported(String statement, String module) {
        Matcher matcher = IMPORT.matcher(statement);
        if (!matcher.matches()) {
            throw otherSyntax(statement, module);
        }
        return matcher.group(1);
    }

    /** A line without {@code export}. */
    private String declaration(String line, String module) {
        boolean isExported = line.startsWith(EXPORT);
        String plain = isExported ? line.substring(EXPORT.length()) : line;
        Matcher matcher = DECLARATION.matcher(plain);
        if (matcher.lookingAt()) {
            String before = moduleOf.put(matcher.group(1), module);
            if (before != null) {
                throw new IllegalArgumentException(
                        before + " and " + module + " both declare " + matcher.group(1) + "; rename one");
            }
        } else if (isExported) {
            throw otherSyntax(line, module);
        }
        return plain;
    }

    private static IllegalArgumentException otherSyntax(String statement, String module) {
        return new IllegalArgumentException(module + ": a bundle cannot contain '" + statement
                + "'; import names in braces, and export declarations");
    }

    private static String resolved(String name, String from) {
        return name.startsWith("./") ? from.substring(0, from.lastIndexOf('/') + 1) + name.substring(2) : name;
    }
}
