#!/usr/bin/env bash
# The Javadoc of all public modules, as one. Usage: docs/site/javadoc.sh FOLDER, from the repository's root, once the
# jars are built. A fault that doclint finds is an error.
set -euo pipefail
out=$1
modules=(java-envs java-conformance java-client java-server java-agents)
sources=$(printf ':%s/src/main/java' "${modules[@]}")

# The annotations and JUnit are in no jar of ours.
classpath=java-conformance/target/javadoc-classpath.txt
mvn -q -B -ntp dependency:build-classpath -pl java-conformance -Dmdep.outputFile=target/javadoc-classpath.txt

rm -rf "$out"
said=$(mktemp)
trap 'rm -f "$said"' EXIT
javadoc -quiet -d "$out" -sourcepath "${sources#:}" -subpackages io.javagym \
  -classpath "java-agents/target/javagym-agents.jar:java-agents/target/lib/api.jar:java-server/target/lib/*:$(cat $classpath)" \
  --add-modules jdk.incubator.vector -Xdoclint:all,-missing -notimestamp \
  -windowtitle javagym -doctitle 'javagym in Java' 2>"$said" || { cat "$said" >&2; exit 1; }

# -Xwerror would also take this one, which can't be turned off.
if grep -vE 'using incubating module|^[0-9]+ warnings?$' "$said" >&2; then
  exit 1
fi
