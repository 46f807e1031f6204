# syntax=docker/dockerfile:1
#
#   docker build -t outbound-routes .
#   docker run --rm outbound-routes demo --once
#   docker run -d --name outbound -v "$PWD/routes:/app/routes:ro" -v "$PWD/application.properties:/app/application.properties:ro" \
#     -v outbound-data:/app/data -v outbound-inbox:/app/inbox -e GENESYS_CLIENT_ID -e GENESYS_CLIENT_SECRET_FILE=/run/secrets/genesys … outbound-routes
#
# Hawtio listens on the container's loopback, as everywhere. To see it from outside, open it and choose who may come:
#   -e CONSOLE_BIND=0.0.0.0 -e CONSOLE_ALLOW_INSECURE=true -p 127.0.0.1:8080:8080
# or, for others than this host, with a certificate: -e CONSOLE_TLS_KEYSTORE=… -e CONSOLE_TLS_PASSWORD_FILE=…

FROM maven:3.9.9-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml ./
COPY src ./src
# Tests, format and the strict compile are the build server's business, not the image's.
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -q -P '!strict-compile' -Dmaven.test.skip=true -Dspotless.check.skip=true -Dcyclonedx.skip=true package

# The program is built for Java 17 and up; on 25 it is ready soonest (docs/benchmarks.md, Ready).
FROM eclipse-temurin:25-jre
RUN groupadd --system --gid 10001 outbound \
    && useradd --system --uid 10001 --gid outbound --home-dir /app --no-create-home outbound \
    && install -d -o outbound -g outbound -m 0700 /app/data /app/inbox
WORKDIR /app
COPY --from=build /build/target/lib ./lib
COPY --from=build /build/target/outbound-routes.jar ./
# The shipped ones; mount your own over them. The program only reads them.
COPY routes ./routes
COPY examples ./examples
COPY application.properties ./
# The classes that a run uses, loaded and linked, and what the compiler learnt of them: it is ready sooner. A cache that
# does not fit any more is passed over.
RUN java -XX:+UseSerialGC -XX:AOTCacheOutput=/app/classes.aot -jar /app/outbound-routes.jar demo --once
# What the program writes: store, audit trail and the files it has taken in, readable by their owner only.
VOLUME ["/app/data", "/app/inbox"]
USER outbound
# Over application.properties, so that the health check asks where the program listens.
ENV CONSOLE_PORT=8080
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/$CONSOLE_PORT && printf 'GET /observe/health/live HTTP/1.0\\r\\n\\r\\n' >&3 && read -r -t 4 answer <&3 && [[ $answer == *' 200 '* ]]"]
ENTRYPOINT ["java", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=75", "-XX:+ExitOnOutOfMemoryError", "-XX:AOTCache=/app/classes.aot", "-jar", "/app/outbound-routes.jar"]
CMD ["serve"]
